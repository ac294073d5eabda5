namespace Cicerone.Data.Filters;

/// <summary>Keeps the events of a span of time.</summary>
/// <param name="from">The first moment that is kept; null keeps from the beginning.</param>
/// <param name="until">The first moment that is not kept any more; null keeps to the end.</param>
public sealed class TimeRange(DateTimeOffset? from, DateTimeOffset? until) : EventFilter
{
    private readonly long _from = from?.ToUnixTimeMilliseconds() ?? long.MinValue;

    private readonly long? _until = until is null || from is null || from < until
        ? until?.ToUnixTimeMilliseconds()
        : throw new CiceroneException($"The span of time ends at {until:O}, which is not after its beginning, {from:O}.");

    /// <inheritdoc/>
    public override string Summary => $"events{(from is null ? "" : $" from {from:O}")}{(until is null ? "" : $" until before {until:O}")}";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        if (!log.HasTimes && log.Count > 0) throw Lacks("times", "a span of time");
        for (int row = 0; row < log.Count; row++) kept[row] = log.Time[row] >= _from && (_until is not { } end || log.Time[row] < end);
    }
}
