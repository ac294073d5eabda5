using Cicerone.Data;
using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Storage;

/// <summary>
/// Events in one SQLite file. Writing goes through one connection, a writer at a time; every read has a connection of its
/// own and sees what was committed before it (write-ahead log). SQLite works in memory and on local disks, so that nothing
/// here leaves the calling thread.
/// </summary>
internal sealed class SqliteEventStore : IEventStore
{
    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _writing = new(1, 1);

    private SqliteEventStore(SqliteConnection connection) => (_connection, _connectionString) = (connection, connection.ConnectionString);

    /// <summary>Version of the SQLite in use.</summary>
    public string SqliteVersion => _connection.ServerVersion;

    /// <summary>Opens a store, making it when it is not there.</summary>
    /// <exception cref="CiceroneException">The file cannot be opened, is no store, or is one of a newer version.</exception>
    public static SqliteEventStore Open(string file)
    {
        string path = Path.GetFullPath(file);
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new CiceroneException($"The folder {folder} does not exist; make it, or choose another file for the store.");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Prepare(connection, path);
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"); // FULL: an acknowledged event survives a loss of power
            return new SqliteEventStore(connection);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            SqliteConnection.ClearPool(connection);
            if (fault is SqliteException sqlite) throw new CiceroneException($"{path} cannot be opened as a store: {sqlite.Message} Choose another file, or mend its permissions.", fault);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<AppendReceipt> AppendAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        await _writing.WaitAsync(cancellation);
        try
        {
            using var writer = new SqliteEventWriter(_connection);
            int accepted = 0;
            foreach (StoredEvent stored in events)
            {
                cancellation.ThrowIfCancellationRequested();
                if (writer.Add(stored)) accepted++;
            }
            writer.Commit();
            return new AppendReceipt(accepted, events.Count - accepted);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation) => ReadAsync(
        "SELECT item, time, value, action, key FROM event JOIN person ON person.number = event.person WHERE person.id = $user ORDER BY time, arrival",
        [("$user", user)],
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
        return ReadAsync(
            """
            SELECT id, (SELECT COUNT(*) FROM event WHERE event.person = person.number) FROM person
            WHERE id >= $prefix AND id < $end AND id > $after ORDER BY id LIMIT $limit
            """,
            [("$prefix", prefix), ("$end", prefix + "\U0010FFFF"), ("$after", after ?? ""), ("$limit", limit)], // U+10FFFF: the last code point, in no text
            row => new StoredPerson(row.GetString(0), row.GetInt64(1)),
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<StoreCounts> CountAsync(CancellationToken cancellation) => (await ReadAsync(
        "SELECT (SELECT COUNT(*) FROM person), (SELECT COUNT(*) FROM event)", [],
        row => new StoreCounts(row.GetInt64(0), row.GetInt64(1)),
        cancellation))[0];

    /// <inheritdoc/>
    public async Task<ImportReceipt> ImportAsync(InteractionLog log, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExternalId.Checked(name, "name of the log");
        await _writing.WaitAsync(cancellation);
        try
        {
            using var writer = new SqliteEventWriter(_connection);
            if (writer.Holds() is { } refusal) return refusal;
            Histories histories = Histories.Of(log); // person by person, the index grows at its end
            for (int person = 0; person < histories.Count; person++)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (int row in histories.Rows(person)) writer.Add(EventOf(log, row));
            }
            writer.SetImport(name);
            writer.Commit();
            return new ImportReceipt(log.Count, name);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        SqliteConnection.ClearPool(_connection);
        _writing.Dispose();
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

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, (string Name, object Value)[] parameters, Func<SqliteDataReader, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters) command.Parameters.AddWithValue(name, value);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}
