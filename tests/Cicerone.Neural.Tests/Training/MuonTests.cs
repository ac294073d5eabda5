using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Training;

public sealed class MuonTests
{
    public MuonTests() => NativeTorch.Use();

    [Theory]
    [InlineData(64, 64)]
    [InlineData(32, 128)]
    [InlineData(128, 32)]
    public void A_step_is_nearly_orthogonal(int rows, int columns)
    {
        torch.manual_seed(1);
        Tensor matrix = torch.randn(rows, columns), singular = torch.linalg.svdvals(Muon.Orthogonal(matrix));
        float[] values = [.. singular.data<float>()];
        Assert.InRange(values.Max(), 0.7f, 1.25f);
        Assert.True(values.Count(value => value is >= 0.65f and <= 1.25f) >= 0.95 * values.Length, string.Join(' ', values)); // the smallest of a square one may lag behind
    }

    [Fact]
    public void It_moves_the_matrices_that_are_its_own_against_the_gradient_and_leaves_the_others_to_Adam()
    {
        using var parameters = new ParameterSet(seed: 1);
        Parameter own = parameters.Constant("own", 0, 3, 2), other = parameters.Constant("other", 0, 3, 2);
        own.MuonRate = 0.1;
        parameters.Touch();
        Tensor towards = torch.tensor(new float[,] { { 1, 0 }, { 0, 1 }, { 0, 0 } });
        ((own.Leaf + other.Leaf) * towards).sum().backward();
        Muon.Update(parameters, share: 0.5);
        Assert.All(other.Values.ToArray(), value => Assert.Equal(0, value));
        Adam.Update(parameters, step: 1, rate: 0.1, decay: 0, clip: 0);
        float[] moved = own.Values.ToArray();
        float expected = -0.05f * MathF.Sqrt(1.5f); // half of the rate, and √(rows / columns)
        Assert.InRange(moved[0], 1.25f * expected, 0.7f * expected);
        Assert.Equal(moved[0], moved[3], 1e-5f);
        Assert.All((int[])[1, 2, 4, 5], place => Assert.Equal(0, moved[place], 1e-5f));
        Assert.Equal(-0.1f, other.Values[0], 1e-5f);
        Assert.NotEmpty(own.Moment);
        Assert.Empty(own.SquareMoment);
    }
}
