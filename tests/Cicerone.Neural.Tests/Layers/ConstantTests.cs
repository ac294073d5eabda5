using Cicerone.Contracts;
using Cicerone.Neural.Layers;
using TorchSharp;

namespace Cicerone.Neural.Tests.Layers;

public sealed class ConstantTests
{
    [Fact]
    public void No_number_stands_beside_a_tensor() =>
        Assert.Equal("", string.Join('\n', NumbersBesideTensors.In(typeof(Constant).Assembly, typeof(Scalar)).Where(place => !place.StartsWith(typeof(Constant).FullName!, StringComparison.Ordinal))));

    [Fact]
    public void A_number_beside_a_tensor_is_found() =>
        Assert.Contains(NumbersBesideTensors.In(typeof(ConstantTests).Assembly, typeof(Scalar)), place => place.Contains(nameof(Doubled), StringComparison.Ordinal));

    private static torch.Tensor Doubled(torch.Tensor x) => x * 2;
}
