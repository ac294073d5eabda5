using System.Collections.Concurrent;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// What was told of items, kept in memory beside the store; of servers that share a store each looks every second for what the others
/// were told (<see cref="ToldItemsWatch"/>). What was derived from it is forgotten when it changes.
/// </summary>
internal sealed class ToldItems(ItemStore store, ILiveState state) : IDisposable
{
    private readonly ConcurrentDictionary<string, StoredItem> _told = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile CandidateCache _derived = new();
    private long _change = -1; // stores of earlier versions hold changes without a number, which is 0

    /// <summary>Who is told of what changed, one change at a time.</summary>
    public Action<IReadOnlyList<StoredItem>>? Listener { private get; set; }

    /// <summary>Every item that something was told of; deleted ones too.</summary>
    public IEnumerable<StoredItem> All => _told.Values;

    /// <summary>Catalogues and lists that rest on what is told now.</summary>
    public CandidateCache Derived => _derived;

    /// <summary>What was told of an item; null when nothing was.</summary>
    public StoredItem? Find(string id) => _told.GetValueOrDefault(id);

    /// <summary>Reads what the store holds that is not known yet: all of it at first, and then what others have told it.</summary>
    public Task<int> CatchUpAsync(CancellationToken cancellation) => ChangeAsync(async () =>
    {
        IReadOnlyList<(StoredItem Item, long Change)> later = await store.ChangedAfterAsync(_change, cancellation);
        if (later.Count > 0) _change = later[^1].Change;
        return [.. later.Select(told => told.Item)];
    }, cancellation);

    /// <summary>Stores items, and goes by them from now on.</summary>
    /// <param name="change">The items, seen that nobody else changes any.</param>
    /// <param name="cancellation">Stops the change before it begins.</param>
    /// <returns>How many there were.</returns>
    public Task<int> PutAsync(Func<IReadOnlyList<StoredItem>> change, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        IReadOnlyList<StoredItem> items = change();
        if (items.Count > 0) Went(await store.PutAsync(items, cancellation));
        return items;
    }, cancellation);

    /// <summary>Deletes an item with all its events.</summary>
    /// <returns>How many events there were.</returns>
    public async Task<int> DeleteAsync(string id, CancellationToken cancellation)
    {
        int events = 0;
        await ChangeAsync(async () =>
        {
            (events, IReadOnlyList<string> people, long change) = await store.DeleteAsync(id, cancellation);
            Went(change);
            await state.RemovedAsync(people, cancellation);
            return [new StoredItem(id) { State = ItemState.Deleted }];
        }, cancellation);
        return events;
    }

    public void Dispose() => _changing.Dispose();

    /// <summary>Takes note of a change of this server's own. Where another server's came between, it does not, and both are read.</summary>
    private void Went(long change)
    {
        if (change == _change + 1) _change = change;
    }

    private async Task<int> ChangeAsync(Func<Task<IReadOnlyList<StoredItem>>> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation); // so that memory takes changes in the order of the store
        try
        {
            IReadOnlyList<StoredItem> changed = await change();
            foreach (StoredItem item in changed) _told[item.Id] = item;
            if (changed.Count > 0) Listener?.Invoke(changed);
            if (changed.Count > 0) _derived = new CandidateCache();
            return changed.Count;
        }
        finally
        {
            _changing.Release();
        }
    }
}
