using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Layers;

/// <summary>Both alignments of FAERec against their definitions, written out in double precision, and against finite differences.</summary>
public sealed class AlignmentLossTests
{
    private const int Rows = 7, Width = 3;
    private static readonly int[] Items = [4, 1, 4, 2, 0, 9, 1], Popularity = [5, 2, 5, 8, 1, 3, 2];
    private readonly double[,] _own = Random(1), _mapped = Random(2);

    public AlignmentLossTests() => NativeTorch.Use();

    [Fact]
    public void The_alignment_of_items_is_what_its_definition_says() =>
        Assert.Equal(ItemsByDefinition(_own, _mapped), new ItemContrastiveLoss(0.3).Of(ToTensor(_own), ToTensor(_mapped), Items).item<float>(), 1e-4);

    [Fact]
    public void The_alignment_of_dimensions_is_what_its_definition_says() =>
        Assert.Equal(FeaturesByDefinition(_own, _mapped), new CrossCorrelationLoss(0.2).Of(ToTensor(_own), ToTensor(_mapped), Popularity).item<float>(), 1e-4);

    [Fact]
    public void The_gradient_of_the_alignment_of_items_is_that_of_finite_differences() =>
        CheckGradient((own, mapped) => new ItemContrastiveLoss(0.3).Of(own, mapped, Items), ItemsByDefinition);

    [Fact]
    public void The_gradient_of_the_alignment_of_dimensions_is_that_of_finite_differences() =>
        CheckGradient((own, mapped) => new CrossCorrelationLoss(0.2).Of(own, mapped, Popularity), FeaturesByDefinition);

    [Fact]
    public void Another_row_of_the_same_item_is_no_negative()
    {
        Tensor own = torch.tensor(new float[,] { { 1, 0 }, { 1, 0 } }), mapped = torch.tensor(new float[,] { { 1, 0 }, { 1, 0 } });
        Assert.Equal(0, new ItemContrastiveLoss(0.05).Of(own, mapped, [3, 3]).item<float>(), 1e-6);
        Assert.Equal(Math.Log(2), new ItemContrastiveLoss(0.05).Of(own, mapped, [3, 4]).item<float>(), 1e-6);
    }

    [Fact]
    public void Equal_spaces_whose_dimensions_are_uncorrelated_cost_almost_nothing()
    {
        // mean 0 and orthogonal; with the unbiased deviation the diagonal is (n - 1) / n = 3/4
        Tensor x = torch.tensor(new float[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } });
        Assert.Equal(2 * Math.Pow(1 - 0.75, 2), new CrossCorrelationLoss(0.005).Of(x, x, [9, 9, 9, 9]).item<float>(), 1e-4);
        Assert.Equal(2 * Math.Pow(1 + 0.75, 2), new CrossCorrelationLoss(0.005).Of(x, -x, [9, 9, 9, 9]).item<float>(), 1e-4);
        Assert.Equal(2 + 0.005 * 2 * 0.75 * 0.75, new CrossCorrelationLoss(0.005).Of(x, x.flip(1), [9, 9, 9, 9]).item<float>(), 1e-4);
    }

    [Fact]
    public void A_group_of_one_row_counts_nothing()
    {
        Tensor x = torch.tensor(new float[,] { { 1, 2 }, { 3, -1 }, { 0, 4 } });
        Tensor high = x.narrow(0, 1, 2);
        Assert.Equal(new CrossCorrelationLoss(0.005).Of(high, high, [2, 2]).item<float>(), new CrossCorrelationLoss(0.005).Of(x, x, [1, 2, 2]).item<float>());
    }

    [Fact]
    public void The_curriculum_begins_with_items_and_swings()
    {
        var curriculum = new CosineCurriculum(0.3, 20);
        Assert.Equal([1, 0.3, 1, 0.65], ((int[])[0, 10, 20, 5]).Select(epoch => Math.Round(curriculum.WeightIn(epoch), 12)));
    }

    private static double[,] Random(ulong seed)
    {
        var random = new RandomSource(seed);
        double[,] values = new double[Rows, Width];
        for (int row = 0; row < Rows; row++)
            for (int k = 0; k < Width; k++) values[row, k] = random.NextNormal();
        return values;
    }

    private static Tensor ToTensor(double[,] values) => torch.tensor(values).to(torch.float32);

    /// <summary>The slope in every number, by the library from the loss and by differences of the definition.</summary>
    private void CheckGradient(Func<Tensor, Tensor, Tensor> loss, Func<double[,], double[,], double> definition)
    {
        Tensor own = ToTensor(_own).requires_grad_(true), mapped = ToTensor(_mapped).requires_grad_(true);
        loss(own, mapped).backward();
        foreach ((double[,] values, Tensor slopes) in (ReadOnlySpan<(double[,], Tensor)>)[(_own, own.grad!), (_mapped, mapped.grad!)])
            for (int row = 0; row < Rows; row++)
                for (int k = 0; k < Width; k++)
                {
                    const double Shift = 1e-5;
                    values[row, k] += Shift;
                    double above = definition(_own, _mapped);
                    values[row, k] -= 2 * Shift;
                    double below = definition(_own, _mapped);
                    values[row, k] += Shift;
                    Assert.Equal((above - below) / (2 * Shift), slopes[row, k].item<float>(), 2e-4);
                }
    }

    private static double ItemsByDefinition(double[,] own, double[,] mapped)
    {
        double Cosine(int i, int j) => Sum(k => own[i, k] * mapped[j, k]) / Math.Sqrt(Sum(k => own[i, k] * own[i, k]) * Sum(k => mapped[j, k] * mapped[j, k]));
        return Enumerable.Range(0, Rows).Average(i =>
            Math.Log(Enumerable.Range(0, Rows).Where(j => j == i || Items[j] != Items[i]).Sum(j => Math.Exp(Cosine(i, j) / 0.3))) - Cosine(i, i) / 0.3);
    }

    private static double FeaturesByDefinition(double[,] own, double[,] mapped)
    {
        int median = Popularity.Order().ElementAt(Rows / 2);
        double loss = 0;
        foreach (bool high in (bool[])[true, false])
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(row => Popularity[row] >= median == high)];
            double Standard(double[,] x, int row, int k)
            {
                double mean = rows.Average(other => x[other, k]), variance = rows.Sum(other => Math.Pow(x[other, k] - mean, 2)) / (rows.Length - 1);
                return (x[row, k] - mean) / (Math.Sqrt(variance) + 1e-5);
            }

            for (int k = 0; k < Width; k++)
                for (int l = 0; l < Width; l++)
                {
                    double correlation = rows.Average(row => Standard(own, row, k) * Standard(mapped, row, l));
                    loss += k == l ? Math.Pow(1 - correlation, 2) : 0.2 * correlation * correlation;
                }
        }
        return loss;
    }

    private static double Sum(Func<int, double> of) => Enumerable.Range(0, Width).Sum(of);
}
