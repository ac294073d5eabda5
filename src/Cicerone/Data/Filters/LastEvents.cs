namespace Cicerone.Data.Filters;

/// <summary>
/// Keeps the last events of each person, in order of time; without times, or where they are equal, the order of the source
/// counts. Studies of sequences cut very long histories so, before they split them.
/// </summary>
public sealed class LastEvents : EventFilter
{
    /// <summary>Events kept of each person, at least 1.</summary>
    public required int PerPerson { get; init => field = AtLeastOne(value, "person"); }

    /// <inheritdoc/>
    public override string Summary => $"the last {PerPerson} events of each person";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        Histories histories = Histories.Of(log);
        for (int person = 0; person < histories.Count; person++)
        {
            ReadOnlySpan<int> rows = histories.Rows(person);
            foreach (int row in rows[Math.Max(0, rows.Length - PerPerson)..]) kept[row] = true;
        }
    }
}
