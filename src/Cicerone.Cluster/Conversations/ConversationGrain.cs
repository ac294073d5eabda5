using Cicerone.Server.Storage;

namespace Cicerone.Cluster.Conversations;

/// <summary>Keeps a conversation until it is told that it went on.</summary>
internal sealed class ConversationGrain(Store store) : Grain, IConversationGrain
{
    private StoredConversation? _known;

    public async Task<StoredConversation?> FindAsync() => _known ??= await store.Conversations.FindAsync(this.GetPrimaryKeyString(), CancellationToken.None);

    public Task ConversedAsync()
    {
        _known = null;
        return Task.CompletedTask;
    }
}
