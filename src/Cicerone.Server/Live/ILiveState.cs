using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// What people did and said up to now, for the requests that are answered with it. The store is the truth, and is written first; whoever has
/// written says so here, and waits, so that whatever remembers looks again: an answer holds all that was said before it was asked for.
/// </summary>
public interface ILiveState
{
    /// <summary>Addresses of the servers that share what is remembered and answer now, in order; empty where nothing is shared.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be told now.</exception>
    Task<IReadOnlyList<string>> MembersAsync(CancellationToken cancellation);

    /// <summary>What a person did, as <see cref="EventStore.HistoryAsync"/> has it; empty for somebody the store has never met.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be told now.</exception>
    Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation);

    /// <summary>A conversation; null where there is none of this id.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be told now.</exception>
    Task<StoredConversation?> ConversationAsync(string id, CancellationToken cancellation);

    /// <summary>Events of these people were added to the store.</summary>
    /// <exception cref="StoreUnavailableException">Somebody who remembers them was not reached. The events are stored; the same may be sent again under their ids.</exception>
    Task AddedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation);

    /// <summary>Events of these people were taken from the store or replaced, or the people themselves were.</summary>
    /// <exception cref="StoreUnavailableException">Somebody who remembers them was not reached; do the same again.</exception>
    Task RemovedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation);

    /// <summary>These conversations went on, or were removed.</summary>
    /// <exception cref="StoreUnavailableException">Somebody who remembers them was not reached; look at the conversation, and do the same again where it still holds.</exception>
    Task ConversedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);
}
