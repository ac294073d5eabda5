namespace Cicerone.Data.Filters;

/// <summary>
/// Removes people and items with too few events, again and again until everyone who is left has enough: the usual
/// "5-core". The result does not depend on the order of removal.
/// </summary>
public sealed class KCore : EventFilter
{
    /// <summary>The fewest events of each person, at least 1.</summary>
    public int PerPerson { get; init => field = AtLeastOne(value, "person"); } = 5;

    /// <summary>The fewest events of each item, at least 1.</summary>
    public int PerItem { get; init => field = AtLeastOne(value, "item"); } = 5;

    /// <inheritdoc/>
    public override string Summary => $"at least {PerPerson} events for each person and {PerItem} for each item, repeated until it holds";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        kept.Fill(true);
        (int[] ofPerson, int[] ofItem) = (Counts(log.User, log.Users), Counts(log.Item, log.Items));
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int row = 0; row < log.Count; row++)
            {
                if (!kept[row] || (ofPerson[log.User[row]] >= PerPerson && ofItem[log.Item[row]] >= PerItem)) continue;
                ofPerson[log.User[row]]--;
                ofItem[log.Item[row]]--;
                kept[row] = false;
                changed = true;
            }
        }
    }
}
