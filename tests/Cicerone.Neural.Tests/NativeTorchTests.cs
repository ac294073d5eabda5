using TorchSharp;

namespace Cicerone.Neural.Tests;

public sealed class NativeTorchTests
{
    [Fact]
    public void The_native_library_loads_and_multiplies()
    {
        NativeTorch.Use();
        using torch.Tensor product = torch.tensor([1f, 2f]).dot(torch.tensor([3f, 4f]));
        Assert.Equal(11, product.item<float>());
    }
}
