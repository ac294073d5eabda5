using Cicerone.Data;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>
/// The events of a store as a log. Events of unknown time count as older than all others. Values and actions are taken when
/// every event has them, as a log needs. What people do not want is left out.
/// </summary>
internal static class TrainingLog
{
    /// <summary>The log of some events.</summary>
    /// <param name="events">The events, in the order of their arrival.</param>
    /// <param name="users">Vocabulary of the people, which grows.</param>
    /// <param name="items">Likewise of the items.</param>
    public static InteractionLog Of(IReadOnlyCollection<Arrival> events, Vocabulary users, Vocabulary items)
    {
        events = [.. events.Where(arrival => arrival.Event.Action != StoredEvent.NotInterested)];
        bool times = events.Any(arrival => arrival.Event.Time is not null), values = events.All(arrival => arrival.Event.Value is not null), actions = events.All(arrival => arrival.Event.Action is not null);
        var log = new InteractionLogBuilder(users, items, new Vocabulary());
        foreach (StoredEvent stored in events.Select(arrival => arrival.Event))
            log.Add(stored.User, stored.Item, times ? stored.Time ?? StoredEvent.EarliestTime : null, values ? stored.Value : null, actions ? stored.Action : null);
        return log.Build();
    }
}
