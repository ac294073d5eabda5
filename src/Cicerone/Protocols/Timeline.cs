namespace Cicerone.Protocols;

/// <summary>
/// The times of all events, to be cut. Events of one moment fall on one side of every cut. It keeps no times: it passes over them for
/// each answer, so that there may be more of them than memory holds.
/// </summary>
internal sealed class Timeline
{
    private const int Digit = 16; // bits of a time that one pass settles
    private readonly IEnumerable<ReadOnlyMemory<long>> _times;
    private readonly long _first, _last;

    /// <param name="times">The times in any order, in blocks; passed over again for each answer.</param>
    /// <param name="protocol">Whose timeline it is, for an error.</param>
    /// <exception cref="CiceroneException">There are none.</exception>
    public Timeline(IEnumerable<ReadOnlyMemory<long>> times, string protocol)
    {
        (_times, _first, _last) = (times, long.MaxValue, long.MinValue);
        foreach (ReadOnlyMemory<long> block in times)
        {
            Count += block.Length;
            foreach (long time in block.Span) (_first, _last) = (Math.Min(_first, time), Math.Max(_last, time));
        }
        if (Count == 0) throw new CiceroneException($"The protocol {protocol} needs events with times, and there are none; name the column of times, or use another protocol.");
    }

    /// <summary>How many events there are.</summary>
    public long Count { get; }

    /// <summary>How many events lie before a time.</summary>
    public long Before(long time)
    {
        long before = 0;
        foreach (ReadOnlyMemory<long> block in _times)
            foreach (long one in block.Span) before += one < time ? 1 : 0;
        return before;
    }

    /// <summary>The latest moment from which, up to the event of rank <paramref name="end"/>, at least a share of all events lie.</summary>
    public long Cut(long end, double share)
    {
        long wanted = (long)Math.Round(share * Count);
        return wanted == 0 ? end < Count ? OfRank(end) : long.MaxValue : OfRank(Math.Max(0, end - wanted));
    }

    /// <summary>The time that so many others come before: found digit by digit, the highest first, each by counting the times that share those above it.</summary>
    private long OfRank(long rank)
    {
        ulong found = 0;
        int settled = 64 - BitLength((ulong)_last - (ulong)_first);
        while (settled < 64)
        {
            int digit = Math.Min(Digit, 64 - settled), below = 64 - settled - digit;
            long[] counts = new long[1 << digit];
            foreach (ReadOnlyMemory<long> block in _times)
                foreach (long time in block.Span)
                {
                    ulong key = (ulong)time - (ulong)_first;
                    if (below + digit == 64 || key >> (below + digit) == found) counts[(key >> below) & ((1UL << digit) - 1)]++;
                }
            int place = 0;
            for (; rank >= counts[place]; place++) rank -= counts[place];
            (found, settled) = (found << digit | (uint)place, settled + digit);
        }
        return (long)(found + (ulong)_first);
    }

    private static int BitLength(ulong value) => 64 - System.Numerics.BitOperations.LeadingZeroCount(value);
}
