using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>What one transaction reads and writes; without a commit it leaves no trace.</summary>
internal sealed class Transaction(Database database, DbConnection connection, DbTransaction transaction, CancellationToken cancellation) : IAsyncDisposable
{
    /// <summary>Runs a query, which sees what this transaction has written.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read) =>
        Database.QueryAsync(connection, sql, parameters, read, cancellation);

    /// <summary>Runs a query whose rows need not fit in memory.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using DbCommand command = Database.Command(connection, sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return read(reader);
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using DbCommand command = Database.Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Adds rows to a table, in their order; see <see cref="Database.InsertAsync"/>.</summary>
    public Task InsertAsync(string table, string[] columns, IEnumerable<object?[]> rows) => database.InsertAsync(connection, table, columns, rows, cancellation);

    /// <summary>The rows of a table whose text is one of a list.</summary>
    /// <param name="sql">A query that ends where the condition is to follow: <c>… WHERE id</c>.</param>
    /// <param name="texts">The list.</param>
    /// <param name="read">Reads a row.</param>
    public async Task<IReadOnlyList<T>> FindAsync<T>(string sql, IReadOnlyCollection<string> texts, Func<DbDataReader, T> read) =>
        texts.Count == 0 ? [] : await QueryAsync($"{sql} {database.IsIn("@texts")}", [("@texts", database.List(texts))], read);

    /// <summary>Makes what was written last, whether or not whoever asked for it still waits.</summary>
    public Task CommitAsync() => transaction.CommitAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
