using System.Data.Common;
using Cicerone.Server.Security;

namespace Cicerone.Server.Storage;

/// <summary>The keys that may use the server, and what was done with them.</summary>
public sealed class KeyStore
{
    private const string Columns = "id, hash, scopes, note, created, expires, former_hash, former_until";
    private readonly Database _database;

    internal KeyStore(Database database) => _database = database;

    /// <summary>Every key, in the order of ids.</summary>
    public Task<IReadOnlyList<StoredKey>> AllAsync(CancellationToken cancellation) => _database.ReadAsync($"SELECT {Columns} FROM api_key ORDER BY id", [], Read, cancellation);

    /// <summary>Stores a key; one of the same id is replaced.</summary>
    public Task PutAsync(StoredKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO api_key ({Columns}) VALUES (@id, @hash, @scopes, @note, @created, @expires, @formerHash, @formerUntil)
            ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, scopes = excluded.scopes, note = excluded.note, expires = excluded.expires, former_hash = excluded.former_hash, former_until = excluded.former_until
            """,
            ("@id", key.Id), ("@hash", key.Hash), ("@scopes", JsonText.Of([.. key.Scopes.Select(scope => scope.ToString())])), ("@note", ExternalId.CheckedRemark(key.Note, "note")),
            ("@created", key.Created.ToUnixTimeMilliseconds()), ("@expires", key.Expires?.ToUnixTimeMilliseconds()), ("@formerHash", key.FormerHash), ("@formerUntil", key.FormerUntil?.ToUnixTimeMilliseconds())), cancellation);
    }

    /// <summary>Removes a key.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellation) =>
        await _database.WriteAsync(transaction => transaction.ExecuteAsync("DELETE FROM api_key WHERE id = @id", ("@id", id)), cancellation) > 0;

    /// <summary>Adds to the audit log.</summary>
    public Task NoteAsync(AuditEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _database.WriteAsync(transaction => transaction.ExecuteAsync("INSERT INTO audit (time, key, action, status) VALUES (@time, @key, @action, @status)",
            ("@time", entry.Time.ToUnixTimeMilliseconds()), ("@key", entry.Key), ("@action", entry.Action), ("@status", (long)entry.Status)), cancellation);
    }

    /// <summary>The audit log, newest first.</summary>
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(int limit, CancellationToken cancellation) => _database.ReadAsync(
        "SELECT time, key, action, status FROM audit ORDER BY number DESC LIMIT @limit", [("@limit", limit)],
        row => new AuditEntry(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.Text(1), row.GetString(2), (int)row.GetInt64(3)), cancellation);

    private static StoredKey Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), [.. JsonText.List(row.GetString(2)).Select(Enum.Parse<Scope>)], row.GetString(3), Time(row, 4)!.Value, Time(row, 5))
    {
        FormerHash = row.Text(6),
        FormerUntil = Time(row, 7),
    };

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}

/// <summary>Something that was done which changes the server, or forgets somebody.</summary>
/// <param name="Time">When.</param>
/// <param name="Key">The id of the key; null where none was needed.</param>
/// <param name="Action">What: the method and the route, without whom it was about.</param>
/// <param name="Status">How it was answered (HTTP).</param>
public sealed record AuditEntry(DateTimeOffset Time, string? Key, string Action, int Status);
