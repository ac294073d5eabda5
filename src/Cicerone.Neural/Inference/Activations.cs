using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cicerone.Neural.Layers;

namespace Cicerone.Neural.Inference;

/// <summary>Functions of single numbers, over spans.</summary>
internal static class Activations
{
    /// <summary>x Φ(x), in place, where Φ is the normal distribution: exact to the rounding of single precision.</summary>
    public static void Gelu(Span<float> values)
    {
        Span<Vector512<float>> whole = MemoryMarshal.Cast<float, Vector512<float>>(values);
        foreach (ref Vector512<float> value in whole) value = Gelu(value);
        foreach (ref float value in values[(whole.Length * Vector512<float>.Count)..]) value = Gelu(Vector512.Create(value))[0];
    }

    private static Vector512<float> Gelu(Vector512<float> x)
    {
        Vector512<float> tail = Tail(Vector512.Abs(x));
        return x * Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512<float>.One - tail);
    }

    /// <summary>1 − Φ(x) for x ≥ 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; off by at most 7.5e-8.</summary>
    private static Vector512<float> Tail(Vector512<float> x)
    {
        Vector512<float> t = Vector512<float>.One / (Vector512<float>.One + x * (0.3275911f * 0.70710678f));
        Vector512<float> sum = Vector512.Create(1.061405429f);
        sum = sum * t + Vector512.Create(-1.453152027f);
        sum = sum * t + Vector512.Create(1.421413741f);
        sum = sum * t + Vector512.Create(-0.284496736f);
        sum = sum * t + Vector512.Create(0.254829592f);
        return 0.5f * sum * t * Exponential.Of(-0.5f * x * x);
    }
}
