namespace Cicerone.Data.Filters;

/// <summary>What a filter left, and what it took away.</summary>
/// <param name="Log">The events that passed.</param>
/// <param name="Filter">What the filter does, with its options.</param>
/// <param name="Events">Events removed.</param>
/// <param name="People">People who had events and have none any more.</param>
/// <param name="Items">Items that had events and have none any more.</param>
public sealed record FilterResult(InteractionLog Log, string Filter, int Events, int People, int Items);
