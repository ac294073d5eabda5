using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>
/// The database of a store, whichever engine it is of. Tables and queries are written once, in the SQL that the engines
/// share; what they say differently is here. One transaction writes at a time, so that the numbers of rows grow in the
/// order of their commits; reading never waits for it.
/// </summary>
internal abstract class Database : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>How tables are declared.</summary>
    public abstract ColumnTypes Types { get; }

    /// <summary>A condition: a table of this name is there, '%' standing for any.</summary>
    public abstract string HasTable(string name);

    /// <summary>A condition for a column: its text is in the list that a parameter holds; see <see cref="List"/>.</summary>
    public abstract string IsIn(string parameter);

    /// <summary>The value of a parameter that holds a list of texts.</summary>
    public abstract object List(IReadOnlyCollection<string> texts);

    /// <summary>Selects the names of the store's tables in the order they were made, so that one comes after those it refers to.</summary>
    public abstract string Tables { get; }

    /// <summary>Selects the columns of a table: name, and 1 where it holds numbers with a fraction.</summary>
    public abstract string ColumnsOf(string table);

    /// <summary>A number with a fraction, as a cell for <see cref="InsertAsync"/>.</summary>
    public abstract object Real(double number);

    /// <summary>Reads the database as it is at one moment, while others write.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot answer now.</exception>
    public async Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            DbConnection connection = await OpenAsync(cancellation);
            await using var transaction = new Transaction(this, connection, await BeginSnapshotAsync(connection, cancellation), cancellation);
            return await read(transaction);
        }
        catch (DbException fault) when (Unavailable(fault) is { } message)
        {
            throw new StoreUnavailableException(message, fault);
        }
    }

    /// <summary>Goes on numbering rows after those that were inserted with their numbers.</summary>
    public virtual Task GoOnNumberingAsync(Transaction transaction) => Task.CompletedTask;

    /// <summary>Runs a query, which sees all that was committed before it.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot answer now.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (bool again = false; ; again = true)
        {
            try
            {
                return await ReadOnceAsync(sql, parameters, read, cancellation);
            }
            catch (DbException fault) when (!again && HasLostConnection(fault))
            {
                ForgetConnections(); // those that were open before the database was restarted
            }
            catch (DbException fault) when (Unavailable(fault) is { } message)
            {
                throw new StoreUnavailableException(message, fault);
            }
        }
    }

    /// <summary>Writes in one transaction, all of it or nothing; what has been written when this returns survives a loss of power.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot take it now.</exception>
    public async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await using Transaction transaction = await BeginAsync(cancellation);
            T written = await write(transaction);
            await transaction.CommitAsync();
            return written;
        }
        catch (DbException fault) when (Unavailable(fault) is { } message)
        {
            throw new StoreUnavailableException(message, fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Adds rows to a table, in their order.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">A cell for each column: a long, float or string, or null.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public abstract Task InsertAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellation);

    /// <summary>Leaves no trace of deleted rows in the database's own files.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot do it now.</exception>
    public async Task ScrubAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            await ScrubAsync(connection, cancellation);
        }
        catch (DbException fault) when (Unavailable(fault) is { } message)
        {
            throw new StoreUnavailableException(message, fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a query on a connection.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using DbCommand command = Command(connection, sql, parameters);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>A command with its parameters, named with an @ in the SQL.</summary>
    public static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs a query on a connection that nobody else uses.</summary>
    protected virtual async Task<IReadOnlyList<T>> ReadOnceAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await QueryAsync(connection, sql, parameters, read, cancellation);
    }

    /// <summary>Opens a connection.</summary>
    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Opens a connection whose transaction alone writes until it ends.</summary>
    protected abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Begins a transaction that reads the database as it is at one moment.</summary>
    protected abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Overwrites what deleted rows have left.</summary>
    protected abstract Task ScrubAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>What to say of a fault that may pass; null when it is an error of the program.</summary>
    protected abstract string? Unavailable(DbException fault);

    /// <summary>Whether a fault is that of a connection that was open for too long, so that a new one may do.</summary>
    protected virtual bool HasLostConnection(DbException fault) => false;

    /// <summary>Closes the connections that wait to be used again.</summary>
    protected virtual void ForgetConnections() { }

    private async Task<Transaction> BeginAsync(CancellationToken cancellation)
    {
        for (bool again = false; ; again = true)
        {
            DbConnection? connection = null;
            try
            {
                connection = await OpenAsync(cancellation);
                return new Transaction(this, connection, await BeginAsync(connection, cancellation), cancellation);
            }
            catch (Exception fault)
            {
                if (connection is not null) await connection.DisposeAsync();
                if (again || fault is not DbException lost || !HasLostConnection(lost)) throw;
                ForgetConnections();
            }
        }
    }
}
