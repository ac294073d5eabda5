using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Draws from the normal distribution of mean 0 and variance 1, decided by a source of randomness alone.</summary>
internal static class NormalNoise
{
    /// <summary>Noise of a shape.</summary>
    public static Tensor Of(long[] shape, RandomSource random)
    {
        using var generator = new torch.Generator(random.NextUInt64());
        return torch.randn(shape, generator: generator);
    }
}
