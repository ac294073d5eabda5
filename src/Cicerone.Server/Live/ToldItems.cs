using System.Collections.Concurrent;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// What was told of items, kept in memory beside the store; several servers that share a store see each other's when they
/// start. What was derived from it is forgotten when it changes.
/// </summary>
internal sealed class ToldItems(ItemStore store) : IDisposable
{
    private readonly ConcurrentDictionary<string, StoredItem> _told = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile CandidateCache _derived = new();

    /// <summary>Who is told of what changed, one change at a time.</summary>
    public Action<IReadOnlyList<StoredItem>>? Listener { private get; set; }

    /// <summary>Every item that something was told of; deleted ones too.</summary>
    public IEnumerable<StoredItem> All => _told.Values;

    /// <summary>Catalogues and lists that rest on what is told now.</summary>
    public CandidateCache Derived => _derived;

    /// <summary>What was told of an item; null when nothing was.</summary>
    public StoredItem? Find(string id) => _told.GetValueOrDefault(id);

    /// <summary>Reads what the store holds.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (StoredItem item in await store.AllAsync(cancellation)) _told[item.Id] = item;
    }

    /// <summary>Stores items, and goes by them from now on.</summary>
    /// <param name="change">The items, seen that nobody else changes any.</param>
    /// <param name="cancellation">Stops the change before it begins.</param>
    /// <returns>How many there were.</returns>
    public Task<int> PutAsync(Func<IReadOnlyList<StoredItem>> change, CancellationToken cancellation) => ChangeAsync(async () =>
    {
        IReadOnlyList<StoredItem> items = change();
        if (items.Count > 0) await store.PutAsync(items, cancellation);
        return items;
    }, cancellation);

    /// <summary>Deletes an item with all its events.</summary>
    /// <returns>How many events there were.</returns>
    public async Task<int> DeleteAsync(string id, CancellationToken cancellation)
    {
        int events = 0;
        await ChangeAsync(async () =>
        {
            events = await store.DeleteAsync(id, cancellation);
            return [new StoredItem(id) { State = ItemState.Deleted }];
        }, cancellation);
        return events;
    }

    public void Dispose() => _changing.Dispose();

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
