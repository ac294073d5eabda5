using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>Remembers nothing: every answer is read from the store, so that servers that share one need not tell each other.</summary>
internal sealed class StoredState(EventStore events, ConversationStore conversations) : ILiveState
{
    public Task<IReadOnlyList<string>> MembersAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation) => events.HistoryAsync(user, cancellation);

    public Task<StoredConversation?> ConversationAsync(string id, CancellationToken cancellation) => conversations.FindAsync(id, cancellation);

    public Task AddedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation) => Task.CompletedTask;

    public Task RemovedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation) => Task.CompletedTask;

    public Task ConversedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) => Task.CompletedTask;
}
