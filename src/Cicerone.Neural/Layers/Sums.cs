using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Sums and differences that keep the number they are scaled by. The operators of TorchSharp 0.107 make one for each call, which the collector may take
/// before the call ends: a fit whose steps make many arrays then stops with an error of native code, sooner or later.
/// </summary>
internal static class Sums
{
    /// <summary>One, for calls that take a scale.</summary>
    public static readonly Scalar One = 1;

    private static readonly Scalar MinusOne = -1;

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a − b.</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, MinusOne);
}
