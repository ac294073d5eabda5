using System.Numerics;
using System.Numerics.Tensors;

namespace Cicerone.Neural.Inference;

/// <summary>Functions of single numbers, over spans.</summary>
internal static class Activations
{
    /// <summary>x Φ(x), in place, where Φ is the normal distribution: exact to the rounding of single precision.</summary>
    public static void Gelu(Span<float> values)
    {
        Span<float> decay = values.Length <= 4096 ? stackalloc float[values.Length] : new float[values.Length];
        TensorPrimitives.Multiply(values, values, decay);
        TensorPrimitives.Multiply(decay, -0.5f, decay);
        TensorPrimitives.Exp(decay, decay); // exp(−z²) for z = x/√2
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            var x = new Vector<float>(values[i..]);
            Vector<float> tail = Tail(Vector.Abs(x), new Vector<float>(decay[i..]));
            (x * Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail)).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
        {
            float tail = Tail(new Vector<float>(MathF.Abs(values[i])), new Vector<float>(decay[i]))[0];
            values[i] *= values[i] < 0 ? tail : 1 - tail;
        }
    }

    /// <summary>1 − Φ(x) for x ≥ 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; off by at most 7.5e-8.</summary>
    private static Vector<float> Tail(Vector<float> x, Vector<float> decay)
    {
        Vector<float> t = Vector<float>.One / (Vector<float>.One + x * (0.3275911f * 0.70710678f));
        Vector<float> sum = new(1.061405429f);
        foreach (float coefficient in (ReadOnlySpan<float>)[-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f])
            sum = sum * t + new Vector<float>(coefficient);
        return 0.5f * sum * t * decay;
    }
}
