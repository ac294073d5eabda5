using Cicerone.Data;

namespace Cicerone.Server.Storage;

/// <summary>
/// Keeps what people do. What a method has acknowledged by returning survives the end of the process. Safe for use by
/// several threads: reading never waits for writing.
/// </summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>
    /// Stores batches in their order, all of them or nothing. An event whose <see cref="StoredEvent.Id"/> is already stored is
    /// counted and left out.
    /// </summary>
    /// <returns>What became of each batch.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    Task<IReadOnlyList<AppendReceipt>> AppendAsync(IReadOnlyList<IReadOnlyList<StoredEvent>> batches, CancellationToken cancellation);

    /// <summary>Stores one batch; see <see cref="AppendAsync(IReadOnlyList{IReadOnlyList{StoredEvent}}, CancellationToken)"/>.</summary>
    async Task<AppendReceipt> AppendAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation) => (await AppendAsync([events], cancellation))[0];

    /// <summary>
    /// What a person did, oldest first: events of unknown time first, then by time, and events of one moment in the order
    /// of their arrival. Empty for somebody the store has never met.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation);

    /// <summary>The people with at least one event, in the order of their ids' code points.</summary>
    /// <param name="prefix">What their ids start with; case counts. Empty for everyone.</param>
    /// <param name="after">The id to go on after; null to start at the first.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    Task<IReadOnlyList<StoredPerson>> PeopleAsync(string prefix, string? after, int limit, CancellationToken cancellation);

    /// <summary>How much the store holds.</summary>
    Task<StoreCounts> CountAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes over a whole log, all of it or nothing, and remembers its name. A store takes one log, and only while it is
    /// empty; asked again, it changes nothing and says what it holds.
    /// </summary>
    /// <param name="log">The events; a column that the log lacks stays empty.</param>
    /// <param name="name">What to remember the log by, formed like an id.</param>
    /// <param name="cancellation">Stops the import; the store is then as before.</param>
    /// <exception cref="CiceroneException">An event of the log is outside of what may be stored; the message names it.</exception>
    Task<ImportReceipt> ImportAsync(InteractionLog log, string name, CancellationToken cancellation);
}
