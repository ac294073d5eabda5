using System.Numerics;

namespace Cicerone.Neural.Layers;

/// <summary>
/// The exponential in single precision, eight or more numbers at a time: x = n ln 2 + r, a polynomial for eʳ (the coefficients
/// of Moshier's Cephes library), and n added to the exponent. Off by at most two units in the last place.
/// </summary>
internal static class Exponential
{
    private const float Smallest = -87, Magic = 12_582_912; // 1.5 · 2²³: adding and subtracting it rounds to a whole number

    /// <summary>eˣ for x ≤ 0; what lies below −87 counts as that.</summary>
    public static Vector<float> Of(Vector<float> x)
    {
        x = Vector.Max(x, new Vector<float>(Smallest));
        Vector<float> n = x * 1.44269504f + new Vector<float>(Magic) - new Vector<float>(Magic);
        Vector<float> r = x - n * 0.693359375f + n * 2.12194440e-4f;
        Vector<float> sum = new(1.9875691500e-4f);
        sum = sum * r + new Vector<float>(1.3981999507e-3f);
        sum = sum * r + new Vector<float>(8.3334519073e-3f);
        sum = sum * r + new Vector<float>(4.1665795894e-2f);
        sum = sum * r + new Vector<float>(1.6666665459e-1f);
        sum = sum * r + new Vector<float>(5.0000001201e-1f);
        Vector<float> fraction = sum * r * r + r + Vector<float>.One;
        return fraction * Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(n) + new Vector<int>(127), 23));
    }

    /// <summary>Softmax in place, multiplied by a scale.</summary>
    /// <returns>The logarithm of the sum of the exponentials.</returns>
    public static float Softmax(Span<float> values, float scale)
    {
        int width = Vector<float>.Count, whole = values.Length / width * width;
        Vector<float> most = new(float.NegativeInfinity), sums = default;
        for (int i = 0; i < whole; i += width) most = Vector.Max(most, new Vector<float>(values[i..]));
        float max = float.NegativeInfinity, sum = 0;
        for (int lane = 0; lane < width; lane++) max = MathF.Max(max, most[lane]);
        for (int i = whole; i < values.Length; i++) max = MathF.Max(max, values[i]);
        Vector<float> shift = new(max);
        for (int i = 0; i < whole; i += width)
        {
            Vector<float> e = Of(new Vector<float>(values[i..]) - shift);
            sums += e;
            e.CopyTo(values[i..]);
        }
        for (int i = whole; i < values.Length; i++) sum += values[i] = Of(new Vector<float>(values[i] - max))[0];
        sum += Vector.Sum(sums);
        Vector<float> factor = new(scale / sum);
        for (int i = 0; i < whole; i += width) (new Vector<float>(values[i..]) * factor).CopyTo(values[i..]);
        for (int i = whole; i < values.Length; i++) values[i] *= scale / sum;
        return max + MathF.Log(sum);
    }
}
