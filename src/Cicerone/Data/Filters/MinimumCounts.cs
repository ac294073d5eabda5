namespace Cicerone.Data.Filters;

/// <summary>
/// Removes the events of people and of items that have too few, counted once in the data as they are: afterwards some may
/// have fewer again, which <see cref="KCore"/> does not allow.
/// </summary>
public sealed class MinimumCounts : EventFilter
{
    /// <summary>The fewest events of each person, at least 1.</summary>
    public int PerPerson { get; init => field = AtLeastOne(value, "person"); } = 1;

    /// <summary>The fewest events of each item, at least 1.</summary>
    public int PerItem { get; init => field = AtLeastOne(value, "item"); } = 1;

    /// <inheritdoc/>
    public override string Summary => $"at least {PerPerson} events for each person and {PerItem} for each item, counted once";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        (int[] ofPerson, int[] ofItem) = (Counts(log.User, log.Users), Counts(log.Item, log.Items));
        for (int row = 0; row < log.Count; row++) kept[row] = ofPerson[log.User[row]] >= PerPerson && ofItem[log.Item[row]] >= PerItem;
    }
}
