using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Sums and differences by a <see cref="Constant"/>: the operators of TorchSharp make a number for each call.</summary>
internal static class Sums
{
    private static readonly Scalar One = Constant.Of(1), MinusOne = Constant.Of(-1);

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a − b.</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, MinusOne);
}
