using System.Numerics;
using Cicerone.Neural.Layers;

namespace Cicerone.Neural.Inference;

/// <summary>Functions of single numbers, over spans.</summary>
internal static class Activations
{
    /// <summary>x Φ(x), in place, where Φ is the normal distribution: exact to the rounding of single precision.</summary>
    public static void Gelu(Span<float> values)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count) Gelu(new Vector<float>(values[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] = Gelu(new Vector<float>(values[i]))[0];
    }

    private static Vector<float> Gelu(Vector<float> x)
    {
        Vector<float> tail = Tail(Vector.Abs(x));
        return x * Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail);
    }

    /// <summary>1 − Φ(x) for x ≥ 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; off by at most 7.5e-8.</summary>
    private static Vector<float> Tail(Vector<float> x)
    {
        Vector<float> t = Vector<float>.One / (Vector<float>.One + x * (0.3275911f * 0.70710678f));
        Vector<float> sum = new(1.061405429f);
        foreach (float coefficient in (ReadOnlySpan<float>)[-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f])
            sum = sum * t + new Vector<float>(coefficient);
        return 0.5f * sum * t * Exponential.Of(-0.5f * x * x);
    }
}
