using Cicerone.Data;

namespace Cicerone.Server.Storage;

/// <summary>Events in a database.</summary>
internal sealed class EventStore(Database database) : IEventStore
{
    private const int RowsAtOnce = 10_000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendReceipt>> AppendAsync(IReadOnlyList<IReadOnlyList<StoredEvent>> batches, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batches);
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync<IReadOnlyList<AppendReceipt>>(async transaction =>
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
            await InsertAsync(transaction, fresh);
            return receipts;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation) => database.ReadAsync(
        "SELECT item, time, value, action, key FROM event JOIN person ON person.number = event.person WHERE person.id = @user ORDER BY time NULLS FIRST, arrival",
        [("@user", user)],
        row => new StoredEvent(user, row.GetString(0))
        {
            Time = row.IsDBNull(1) ? null : row.GetInt64(1),
            Value = row.IsDBNull(2) ? null : row.GetFloat(2),
            Action = row.IsDBNull(3) ? null : row.GetString(3),
            Id = row.IsDBNull(4) ? null : row.GetString(4),
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPerson>> PeopleAsync(string prefix, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync(
            """
            SELECT id, (SELECT COUNT(*) FROM event WHERE event.person = person.number) FROM person
            WHERE id >= @prefix AND id < @end AND id > @after ORDER BY id LIMIT @limit
            """,
            [("@prefix", prefix), ("@end", prefix + "\U0010FFFF"), ("@after", after ?? ""), ("@limit", limit)], // U+10FFFF: the last code point, in no text
            row => new StoredPerson(row.GetString(0), row.GetInt64(1)),
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<StoreCounts> CountAsync(CancellationToken cancellation) => (await database.ReadAsync(
        "SELECT (SELECT COUNT(*) FROM person), (SELECT COUNT(*) FROM event)", [],
        row => new StoreCounts(row.GetInt64(0), row.GetInt64(1)),
        cancellation))[0];

    /// <inheritdoc/>
    public Task<ImportReceipt> ImportAsync(InteractionLog log, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExternalId.Checked(name, "name of the log");
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(async transaction =>
        {
            if (await HoldsAsync(transaction) is { } refusal) return refusal;
            foreach (StoredEvent[] events in ByPerson(log).Chunk(RowsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                await InsertAsync(transaction, events);
            }
            await transaction.ExecuteAsync("INSERT INTO import (name) VALUES (@name)", ("@name", name));
            return new ImportReceipt(log.Count, name);
        }, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>Adds events, and the people of them that are not there yet.</summary>
    private static async Task InsertAsync(Transaction transaction, IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0) return;
        HashSet<string> people = [.. events.Select(stored => stored.User)];
        Dictionary<string, long> numbers = await NumbersAsync(transaction, people);
        people.ExceptWith(numbers.Keys);
        if (people.Count > 0)
        {
            await transaction.InsertAsync("person", ["id"], people.Select(person => new object?[] { person }));
            foreach ((string person, long number) in await NumbersAsync(transaction, people)) numbers.Add(person, number);
        }
        await transaction.InsertAsync("event", ["person", "item", "time", "value", "action", "key"],
            events.Select(stored => new object?[] { numbers[stored.User], stored.Item, stored.Time, stored.Value, stored.Action, stored.Id }));
    }

    private static async Task<Dictionary<string, long>> NumbersAsync(Transaction transaction, IReadOnlyCollection<string> people) =>
        (await transaction.FindAsync("SELECT id, number FROM person WHERE id", people, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)))).ToDictionary();

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

    private static StoredEvent EventOf(InteractionLog log, int row)
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
