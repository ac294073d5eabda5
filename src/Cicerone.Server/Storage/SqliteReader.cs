using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Storage;

/// <summary>A connection that reads and stays open, with the statements it has prepared: most of the time of a short query is the preparing. Used by one thread at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    public SqliteReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
    }

    /// <summary>The rows of a query.</summary>
    public IReadOnlyList<T> Read<T>(string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command)) _prepared.Add(sql, command = (SqliteCommand)Database.Command(_connection, sql, parameters));
        foreach ((string name, object? value) in parameters) command.Parameters[name].Value = value ?? DBNull.Value;
        using SqliteDataReader reader = command.ExecuteReader(); // the command keeps its statement for the next time
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }
}
