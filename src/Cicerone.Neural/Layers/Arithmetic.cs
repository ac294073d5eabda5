using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>What TorchSharp's own operators make a number for at each call, here by a <see cref="Constant"/>.</summary>
internal static class Arithmetic
{
    private static readonly Scalar One = Constant.Of(1);

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>x + number.</summary>
    public static Tensor Plus(this Tensor x, double number) => x.add(Constant.Of(number), One);

    /// <summary>number · x.</summary>
    public static Tensor Times(this Tensor x, double number) => x * Constant.Of(number);

    /// <summary>x / number.</summary>
    public static Tensor Over(this Tensor x, double number) => x / Constant.Of(number);

    /// <summary>1 − x.</summary>
    public static Tensor Complement(this Tensor x) => x.neg().Plus(1);

    /// <summary>x².</summary>
    public static Tensor Squared(this Tensor x) => x * x;

    /// <summary>log(1 + eˣ), as −log σ(−x), which does not overflow.</summary>
    public static Tensor SoftPlus(this Tensor x) => torch.nn.functional.logsigmoid(x.neg()).neg();
}
