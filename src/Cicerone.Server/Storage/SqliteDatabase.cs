using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Storage;

/// <summary>
/// One SQLite file with a write-ahead log. SQLite works in memory and on local disks, so that nothing here leaves the
/// calling thread. What is deleted is overwritten.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private const int MostAttempts = 100;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);
    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteReader> _readers = []; // one for each query there was at once
    private readonly SqliteConnection _kept; // while one is open, the write-ahead log is not copied back at every close

    private SqliteDatabase(SqliteConnection kept) => (_kept, _connectionString) = (kept, kept.ConnectionString);

    /// <summary>Version of the SQLite in use.</summary>
    public string Version => _kept.ServerVersion;

    public override ColumnTypes Types { get; } = new("INTEGER PRIMARY KEY", "INTEGER", "REAL", "TEXT", ") STRICT");

    /// <summary>Opens a file as a store, making it when it is not there.</summary>
    /// <exception cref="CiceroneException">The file cannot be opened, is no store, or is one of a newer version.</exception>
    /// <param name="file">The file.</param>
    /// <param name="version">The version whose tables are made in a new file; null for this one.</param>
    public static SqliteDatabase Open(string file, int? version = null)
    {
        string path = Path.GetFullPath(file);
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new CiceroneException($"The folder {folder} does not exist; make it, or choose another file for the store.");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            var database = new SqliteDatabase(connection);
            using (SqliteTransaction transaction = connection.BeginTransaction())
            {
                Schema.Prepare(database, connection, path, version);
                transaction.Commit();
            }
            Execute(connection, "PRAGMA journal_mode = WAL");
            return database;
        }
        catch (Exception fault)
        {
            connection.Dispose();
            SqliteConnection.ClearPool(connection);
            if (fault is SqliteException sqlite) throw new CiceroneException($"{path} cannot be opened as a store: {sqlite.Message} Choose another file, or mend its permissions.", fault);
            throw;
        }
    }

    public override string Tables => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'cicerone_schema' ORDER BY rowid";

    public override string ColumnsOf(string table) => $"SELECT name, type = 'REAL' FROM pragma_table_info('{table}') ORDER BY cid";

    public override object Real(double number) => number;

    public override string HasTable(string name) => $"EXISTS (SELECT 1 FROM sqlite_schema WHERE name LIKE '{name}')";

    public override string IsIn(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    public override object List(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize(texts);

    public override Task InsertAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        using DbCommand command = Command(connection, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => '@' + column))})",
            [.. columns.Select(column => ('@' + column, (object?)null))]);
        foreach (object?[] row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        while (_readers.TryTake(out SqliteReader? reader)) reader.Dispose();
        await _kept.DisposeAsync();
        SqliteConnection.ClearPool(_kept);
        await base.DisposeAsync();
    }

    protected override Task<IReadOnlyList<T>> ReadOnceAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        SqliteReader reader = _readers.TryTake(out SqliteReader? free) ? free : new SqliteReader(_connectionString);
        try
        {
            IReadOnlyList<T> rows = reader.Read(sql, parameters, read);
            _readers.Add(reader);
            return Task.FromResult(rows);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    protected override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation)
    {
        Execute((SqliteConnection)connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON"); // FULL: an acknowledged event survives a loss of power
        return Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction());
    }

    protected override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true)); // its first read fixes the moment

    protected override async Task ScrubAsync(DbConnection connection, CancellationToken cancellation)
    {
        // Deleted rows are overwritten in the file (secure_delete); the log still has them until it is copied back and cut off, which readers may hold up.
        for (int attempt = 1; ; attempt++)
        {
            IReadOnlyList<long> busy = await QueryAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", [], row => row.GetInt64(0), cancellation);
            if (busy[0] == 0) return;
            if (attempt == MostAttempts) throw new StoreUnavailableException("Readers keep the store's log from being cut off, so that it may still hold what was deleted. Try again.");
            await Task.Delay(BetweenAttempts, cancellation);
        }
    }

    protected override string? Unavailable(DbException fault) => ((SqliteException)fault).SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => "The disk of the store is full. Make room; nothing that was acknowledged is lost.",
        SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY =>
            $"The file of the store cannot be read or written: {fault.Message} Look at its disk and permissions.",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "Another program keeps the store locked. Try again, or stop it.",
        _ => null,
    };

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
