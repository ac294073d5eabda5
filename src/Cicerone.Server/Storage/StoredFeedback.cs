namespace Cicerone.Server.Storage;

/// <summary>All that a person did to an item by one action, together.</summary>
/// <param name="Action">What was done; null where events do not tell.</param>
/// <param name="User">External id of the person.</param>
/// <param name="Item">External id of the item.</param>
/// <param name="Value">Sum of the events' values.</param>
/// <param name="First">Time of the first event in Unix milliseconds; null where events have none.</param>
/// <param name="Last">Time of the last one, likewise.</param>
/// <param name="Details">What was told with the event that arrived last.</param>
public sealed record StoredFeedback(string? Action, string User, string Item, double Value, long? First, long? Last, string? Details)
{
    /// <summary>The feedback of events, in the order in which each of it begins.</summary>
    internal static IEnumerable<StoredFeedback> Of(IEnumerable<StoredEvent> events) => events
        .GroupBy(stored => (stored.Action, stored.User, stored.Item))
        .Select(same => new StoredFeedback(same.Key.Action, same.Key.User, same.Key.Item, same.Sum(stored => (double)(stored.Value ?? 0)), same.Min(stored => stored.Time), same.Max(stored => stored.Time), same.Last().Details));
}
