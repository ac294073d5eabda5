using System.Numerics;

namespace Cicerone;

/// <summary>
/// Seeded randomness whose numbers are the same on every machine and version of .NET:
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Not for secrets.
/// </summary>
public sealed class RandomSource(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>A source of its own for a part of the work, so that parts may run in any order or at once.</summary>
    public static RandomSource For(ulong seed, ulong part) => new(Mix(seed ^ Mix(part + Golden)));

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, bound).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong low, threshold = (0UL - (ulong)bound) % (ulong)bound;
        ulong high;
        do { high = Math.BigMul(NextUInt64(), (ulong)bound, out low); } while (low < threshold);
        return (int)high;
    }

    /// <summary>A draw from the normal distribution of mean 0 and variance 1 (Box and Muller).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Puts the values in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Spreads 64 bits so that every input bit changes about half of the output bits.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A 64-bit hash of a text, the same on every machine (a multiply-rotate over UTF-16 code units, then mixed).</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text) hash = BitOperations.RotateLeft((hash ^ c) * 0x100000001B3, 5);
        return Mix(hash);
    }
}
