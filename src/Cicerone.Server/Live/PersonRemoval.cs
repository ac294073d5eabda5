using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>Deletes people from the store, and from whatever remembers them.</summary>
internal sealed class PersonRemoval(Store store, ILiveState state)
{
    /// <summary>Deletes a person; see <see cref="PersonStore.DeleteAsync"/>. What remembers them is told in any case: it may have missed it when they were deleted before.</summary>
    /// <returns>How many events there were; null when the person was not there.</returns>
    public async Task<int?> RemoveAsync(string user, CancellationToken cancellation)
    {
        IReadOnlyList<StoredConversation> said = await store.Conversations.OfUserAsync(user, cancellation);
        int? events = await store.People.DeleteAsync(user, cancellation);
        await state.RemovedAsync([user], cancellation);
        await state.ConversedAsync([.. said.Select(conversation => conversation.Id)], cancellation);
        return events;
    }
}
