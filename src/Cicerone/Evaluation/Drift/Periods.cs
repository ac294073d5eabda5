using Cicerone.Data;

namespace Cicerone.Evaluation.Drift;

/// <summary>A log's time in periods of one length, from its first event on.</summary>
internal static class Periods
{
    private const int Most = 100_000;

    /// <summary>When each period begins.</summary>
    /// <exception cref="CiceroneException">The log has no times or events, or there are too many periods.</exception>
    public static IReadOnlyList<long> Of(InteractionLog log, TimeSpan period)
    {
        if (!log.HasTimes || log.Count == 0) throw new CiceroneException($"Figures over time need events with times, and {(log.Count == 0 ? "there are no events" : "these have none")}; name the column of times with --columns time=NAME.");
        long first = long.MaxValue, last = long.MinValue, length = (long)period.TotalMilliseconds;
        foreach (long time in log.Time) (first, last) = (Math.Min(first, time), Math.Max(last, time));
        long count = (last - first) / length + 1;
        if (count > Most) throw new CiceroneException($"The events span {count:N0} periods of {period.TotalDays:0.###} days, more than {Most:N0}; take longer periods.");
        return [.. Enumerable.Range(0, (int)count).Select(number => first + number * length)];
    }
}
