using Cicerone.Data;

namespace Cicerone.Server.Storage;

/// <summary>
/// What people did. What a method has acknowledged by returning survives the end of the process. Safe for use by several
/// threads: reading never waits for writing.
/// </summary>
public sealed class EventStore
{
    private const int RowsAtOnce = 10_000;
    private readonly Database _database;

    internal EventStore(Database database) => _database = database;

    /// <summary>
    /// Stores batches in their order, all of them or nothing. An event whose <see cref="StoredEvent.Id"/> is already stored is
    /// counted and left out.
    /// </summary>
    /// <returns>What became of each batch.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task<IReadOnlyList<AppendReceipt>> AppendAsync(IReadOnlyList<IReadOnlyList<StoredEvent>> batches, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batches);
        cancellation.ThrowIfCancellationRequested();
        return _database.WriteAsync<IReadOnlyList<AppendReceipt>>(async transaction =>
        {
            HashSet<string> keys = [.. batches.SelectMany(batch => batch).Select(stored => stored.Id).OfType<string>()];
            foreach (string known in await transaction.FindAsync("SELECT key FROM event WHERE key", keys, row => row.GetString(0))) keys.Remove(known);
            var fresh = new List<StoredEvent>();
            var receipts = new List<AppendReceipt>(batches.Count);
            foreach (IReadOnlyList<StoredEvent> batch in batches)
            {
                int before = fresh.Count;
                fresh.AddRange(batch.Where(stored => stored.Id is null || keys.Remove(stored.Id)));
                receipts.Add(new AppendReceipt(fresh.Count - before, batch.Count - (fresh.Count - before)));
            }
            await EventRows.InsertAsync(transaction, fresh);
            return receipts;
        }, cancellation);
    }

    /// <summary>Stores one batch; see <see cref="AppendAsync(IReadOnlyList{IReadOnlyList{StoredEvent}}, CancellationToken)"/>.</summary>
    public async Task<AppendReceipt> AppendAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation) => (await AppendAsync([events], cancellation))[0];

    /// <summary>
    /// What a person did, oldest first: events of unknown time first, then by time, and events of one moment in the order
    /// of their arrival. Empty for somebody the store has never met.
    /// </summary>
    public Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation) => _database.ReadAsync(
        $"{EventRows.Select} WHERE person.id = @user ORDER BY time NULLS FIRST, arrival", [("@user", user)], EventRows.Read, cancellation);

    /// <summary>What a person did that arrived after one event, in the order of arrival.</summary>
    /// <param name="user">The person.</param>
    /// <param name="number">The number of the one; 0 for before all.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public Task<IReadOnlyList<Arrival>> ArrivedAfterAsync(string user, long number, CancellationToken cancellation) => _database.ReadAsync(
        $"{EventRows.Select} WHERE person.id = @user AND arrival > @number ORDER BY arrival", [("@user", user), ("@number", number)], EventRows.ReadArrival, cancellation);

    /// <summary>How many events of a person there are up to one, which is among them.</summary>
    public async Task<long> CountUpToAsync(string user, long number, CancellationToken cancellation) => (await _database.ReadAsync(
        "SELECT COUNT(*) FROM event JOIN person ON person.number = event.person WHERE person.id = @user AND arrival <= @number", [("@user", user), ("@number", number)], row => row.GetInt64(0), cancellation))[0];

    /// <summary>The people with at least one event, in the order of their ids' code points.</summary>
    /// <param name="prefix">What their ids start with; case counts. Empty for everyone.</param>
    /// <param name="after">The id to go on after; null to start at the first.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public Task<IReadOnlyList<StoredPerson>> PeopleAsync(string prefix, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _database.ReadAsync(
            """
            SELECT id, (SELECT COUNT(*) FROM event WHERE event.person = person.number) FROM person
            WHERE EXISTS (SELECT 1 FROM event WHERE event.person = person.number) AND id >= @prefix AND id < @end AND id > @after ORDER BY id LIMIT @limit
            """,
            [("@prefix", prefix), ("@end", prefix + "\U0010FFFF"), ("@after", after ?? ""), ("@limit", limit)], // U+10FFFF: the last code point, in no text
            row => new StoredPerson(row.GetString(0), row.GetInt64(1)),
            cancellation);
    }

    /// <summary>Every event, in the order of arrival.</summary>
    public Task<IReadOnlyList<Arrival>> AllAsync(CancellationToken cancellation) =>
        _database.ReadAsync($"{EventRows.Select} ORDER BY arrival", [], EventRows.ReadArrival, cancellation);

    /// <summary>What the people who were shown a list of an experiment did by some actions, in the order of arrival.</summary>
    public Task<IReadOnlyList<StoredEvent>> OfExposedAsync(string experiment, IReadOnlyCollection<string> actions, CancellationToken cancellation) => _database.ReadAsync(
        $"{EventRows.Select} WHERE event.person IN (SELECT exposure.person FROM exposure WHERE experiment = @experiment) AND action {_database.IsIn("@actions")} ORDER BY arrival",
        [("@experiment", experiment), ("@actions", _database.List(actions))], EventRows.Read, cancellation);

    /// <summary>How many events have arrived after one, and the number of the newest.</summary>
    /// <param name="number">The number of the one; 0 for before all.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public async Task<(long Newest, long Count)> ArrivedAfterAsync(long number, CancellationToken cancellation) => (await _database.ReadAsync(
        "SELECT COALESCE(MAX(arrival), 0), COUNT(*) FROM event WHERE arrival > @number", [("@number", number)],
        row => (row.GetInt64(0), row.GetInt64(1)), cancellation))[0];

    /// <summary>How much the store holds.</summary>
    public async Task<StoreCounts> CountAsync(CancellationToken cancellation) => (await _database.ReadAsync(
        "SELECT (SELECT COUNT(*) FROM person WHERE EXISTS (SELECT 1 FROM event WHERE event.person = person.number)), (SELECT COUNT(*) FROM event)", [],
        row => new StoreCounts(row.GetInt64(0), row.GetInt64(1)),
        cancellation))[0];

    /// <summary>
    /// Takes over a whole log, all of it or nothing, and remembers its name. A store takes one log, and only while it is
    /// empty; asked again, it changes nothing and says what it holds.
    /// </summary>
    /// <param name="log">The events; a column that the log lacks stays empty.</param>
    /// <param name="name">What to remember the log by, formed like an id.</param>
    /// <param name="cancellation">Stops the import; the store is then as before.</param>
    /// <exception cref="CiceroneException">An event of the log is outside of what may be stored; the message names it.</exception>
    public Task<ImportReceipt> ImportAsync(InteractionLog log, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExternalId.Checked(name, "name of the log");
        cancellation.ThrowIfCancellationRequested();
        return _database.WriteAsync(async transaction =>
        {
            if (await HoldsAsync(transaction) is { } refusal) return refusal;
            foreach (StoredEvent[] events in ByPerson(log).Chunk(RowsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                await EventRows.InsertAsync(transaction, events);
            }
            await transaction.ExecuteAsync("INSERT INTO import (name) VALUES (@name)", ("@name", name));
            return new ImportReceipt(log.Count, name);
        }, cancellation);
    }

    /// <summary>Why no log can be taken over; null while the store is empty.</summary>
    private static async Task<ImportReceipt?> HoldsAsync(Transaction transaction)
    {
        IReadOnlyList<string> names = await transaction.QueryAsync("SELECT name FROM import", [], row => row.GetString(0));
        if (names.Count > 0) return new ImportReceipt(0, names[0]);
        return (await transaction.QueryAsync("SELECT 1 FROM event LIMIT 1", [], row => 0)).Count > 0 ? new ImportReceipt(0, Holds: null) : null;
    }

    /// <summary>The events person by person, so that the index grows at its end.</summary>
    private static IEnumerable<StoredEvent> ByPerson(InteractionLog log)
    {
        Histories histories = Histories.Of(log);
        for (int person = 0; person < histories.Count; person++)
            foreach (int row in histories.Rows(person).ToArray()) yield return EventOf(log, row);
    }

    /// <summary>An event of a log, as a store keeps it.</summary>
    /// <exception cref="CiceroneException">A part is outside of what may be stored; the message says which event.</exception>
    internal static StoredEvent EventOf(InteractionLog log, int row)
    {
        try
        {
            return new StoredEvent(log.Users[log.User[row]], log.Items[log.Item[row]])
            {
                Time = log.HasTimes ? log.Time[row] : null,
                Value = log.HasValues ? log.Value[row] : null,
                Action = log.HasActions ? log.Actions[log.Action[row]] : null,
            };
        }
        catch (CiceroneException fault)
        {
            throw new CiceroneException($"Event {row + 1} of the log cannot be stored. {fault.Message}", fault);
        }
    }
}
