using System.Runtime.Intrinsics;

namespace Cicerone.Neural.Layers;

/// <summary>
/// What dropout multiplies by: 0 with some probability, else what keeps the mean. Element i is decided by a hash of the seed
/// and i (the mixing of <see cref="RandomSource"/>), so that elements can be drawn in any order, eight at a time.
/// </summary>
internal static class DropoutMask
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Writes the masks of a run of elements.</summary>
    /// <param name="values">Overwritten.</param>
    /// <param name="share">The probability of 0; below 1.</param>
    /// <param name="seed">Decides all.</param>
    /// <param name="start">Number of the first element.</param>
    public static void Fill(Span<float> values, double share, ulong seed, long start)
    {
        var threshold = Vector256.Create((long)(share * long.MaxValue));
        Vector256<float> scale = Vector256.Create((float)(1 / (1 - share)));
        Span<float> few = stackalloc float[8];
        for (int i = 0; i < values.Length; i += 8)
        {
            ulong counter = seed + (ulong)(start + i) * Golden;
            Vector256<long> low = Draw(counter), high = Draw(counter + unchecked(4 * Golden));
            Vector256<int> kept = Vector256.Narrow(Vector256.GreaterThanOrEqual(low, threshold), Vector256.GreaterThanOrEqual(high, threshold));
            Vector256<float> mask = kept.AsSingle() & scale;
            if (i + 8 <= values.Length) mask.CopyTo(values[i..]);
            else
            {
                mask.CopyTo(few);
                few[..(values.Length - i)].CopyTo(values[i..]);
            }
        }
    }

    /// <summary>The seed under which element 0 is decided as an element further on is under the given one.</summary>
    public static ulong Skip(ulong seed, long elements) => seed + (ulong)elements * Golden;

    /// <summary>Four numbers of 63 bits.</summary>
    private static Vector256<long> Draw(ulong counter)
    {
        Vector256<ulong> z = Vector256.Create(counter) + Vector256.Create(0, Golden, unchecked(2 * Golden), unchecked(3 * Golden));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 1).AsInt64();
    }
}
