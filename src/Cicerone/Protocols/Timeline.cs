using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>The times of a log in ascending order, to be cut. Events of one moment fall on one side of every cut.</summary>
internal sealed class Timeline
{
    private readonly long[] _times;

    public Timeline(InteractionLog log, string protocol)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (!log.HasTimes || log.Count == 0)
            throw new CiceroneException($"The protocol {protocol} needs events with times, and {(log.Count == 0 ? "there are no events" : "these have none")}; name the column of times, or use another protocol.");
        _times = log.Time.ToArray();
        Array.Sort(_times);
    }

    /// <summary>How many events lie before a time.</summary>
    public int Before(long time)
    {
        int low = 0, high = _times.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_times[middle] < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The latest moment from which, up to the event of rank <paramref name="end"/>, at least a share of all events lie.</summary>
    public long Cut(int end, double share)
    {
        int wanted = (int)Math.Round(share * _times.Length);
        return wanted == 0 ? end < _times.Length ? _times[end] : long.MaxValue : _times[Math.Max(0, end - wanted)];
    }
}
