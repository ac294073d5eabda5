using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Neural.Layers;

/// <summary>
/// The exponential in single precision, sixteen numbers at a time: x = n ln 2 + r, a polynomial for eʳ (the coefficients of
/// Moshier's Cephes library), and n added to the exponent. Off by at most two units in the last place.
/// </summary>
internal static class Exponential
{
    private const float Smallest = -87, Magic = 12_582_912; // 1.5 · 2²³: adding and subtracting it rounds to a whole number

    /// <summary>eˣ for x ≤ 0; what lies below −87 counts as that.</summary>
    public static Vector512<float> Of(Vector512<float> x)
    {
        x = Vector512.Max(x, Vector512.Create(Smallest));
        Vector512<float> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(Magic)) - Vector512.Create(Magic);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> sum = Vector512.FusedMultiplyAdd(Vector512.Create(1.9875691500e-4f), r, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(5.0000001201e-1f));
        Vector512<float> fraction = Vector512.FusedMultiplyAdd(sum, r * r, r + Vector512<float>.One);
        return fraction * Vector512.ShiftLeft(Vector512.ConvertToInt32Native(n) + Vector512.Create(127), 23).AsSingle();
    }

    /// <summary>Softmax in place, multiplied by a scale.</summary>
    /// <returns>The logarithm of the sum of the exponentials.</returns>
    public static float Softmax(Span<float> values, float scale)
    {
        Span<Vector512<float>> whole = MemoryMarshal.Cast<float, Vector512<float>>(values);
        Span<float> rest = values[(whole.Length * Vector512<float>.Count)..];
        Vector512<float> most = Vector512.Create(float.NegativeInfinity), sums = default;
        foreach (Vector512<float> value in whole) most = Vector512.Max(most, value);
        float max = float.NegativeInfinity;
        for (int lane = 0; lane < Vector512<float>.Count; lane++) max = MathF.Max(max, most[lane]);
        foreach (float value in rest) max = MathF.Max(max, value);
        Vector512<float> shift = Vector512.Create(max);
        foreach (ref Vector512<float> value in whole)
        {
            value = Of(value - shift);
            sums += value;
        }
        float sum = Vector512.Sum(sums);
        foreach (ref float value in rest) sum += value = Of(Vector512.Create(value - max))[0];
        Vector512<float> factor = Vector512.Create(scale / sum);
        foreach (ref Vector512<float> value in whole) value *= factor;
        foreach (ref float value in rest) value *= scale / sum;
        return max + MathF.Log(sum);
    }
}
