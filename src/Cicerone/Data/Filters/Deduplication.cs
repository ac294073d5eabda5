namespace Cicerone.Data.Filters;

/// <summary>
/// Keeps one event of each person with each item: the earliest, or the latest. Where there are no times, or equal ones, the
/// order of the source counts.
/// </summary>
public sealed class Deduplication : EventFilter
{
    /// <summary>Whether the latest event is kept instead of the earliest.</summary>
    public bool KeepLatest { get; init; }

    /// <inheritdoc/>
    public override string Summary => $"the {(KeepLatest ? "latest" : "earliest")} event of each person with each item";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        Histories histories = Histories.Of(log);
        var met = new HashSet<int>();
        for (int person = 0; person < histories.Count; person++)
        {
            met.Clear();
            ReadOnlySpan<int> rows = histories.Rows(person);
            for (int i = 0; i < rows.Length; i++)
            {
                int row = KeepLatest ? rows[^(i + 1)] : rows[i];
                kept[row] = met.Add(log.Item[row]);
            }
        }
    }
}
