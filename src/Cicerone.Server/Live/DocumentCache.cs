using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// Documents of one kind, read from the store and believed for five seconds, so that servers that share a store agree soon. While
/// the store cannot be read, what was read before goes on.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="read">Makes a value of a document.</param>
/// <param name="clock">Tells how old what was read is.</param>
internal sealed class DocumentCache<T>(DocumentStore store, Func<StoredDocument, T> read, TimeProvider clock)
{
    private static readonly TimeSpan LongestBelief = TimeSpan.FromSeconds(5);
    private Known? _known;
    private int _changes;

    /// <summary>Every document by name.</summary>
    /// <exception cref="StoreUnavailableException">They were never read, and the store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<string, T>> AllAsync(CancellationToken cancellation)
    {
        Known? known = _known;
        if (known is not null && clock.GetElapsedTime(known.Read) < LongestBelief) return known.Documents;
        (long now, int changes) = (clock.GetTimestamp(), Volatile.Read(ref _changes));
        try
        {
            var documents = (await store.AllAsync(cancellation)).ToDictionary(document => document.Name, read, StringComparer.Ordinal);
            if (changes == Volatile.Read(ref _changes)) _known = new Known(documents, now); // else what was read may be older than a change of ours
            return documents;
        }
        catch (StoreUnavailableException) when (known is not null)
        {
            return known.Documents;
        }
    }

    /// <summary>Stores a document; one of the same name is replaced.</summary>
    public async Task PutAsync(StoredDocument document, CancellationToken cancellation)
    {
        await store.PutAsync(document, cancellation);
        Forget();
    }

    /// <summary>Removes a document.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellation)
    {
        bool there = await store.RemoveAsync(name, cancellation);
        Forget();
        return there;
    }

    private void Forget()
    {
        Interlocked.Increment(ref _changes);
        _known = null;
    }

    private sealed record Known(IReadOnlyDictionary<string, T> Documents, long Read);
}
