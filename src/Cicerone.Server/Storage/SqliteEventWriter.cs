using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Storage;

/// <summary>What one transaction writes, by statements that are prepared once for it. It begins at construction; without a commit it leaves no trace.</summary>
internal sealed class SqliteEventWriter : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _findKey, _findPerson, _addPerson, _addEvent;
    private (string Person, object Number) _last = ("", 0L);

    public SqliteEventWriter(SqliteConnection connection)
    {
        _transaction = connection.BeginTransaction();
        _findKey = Command("SELECT 1 FROM event WHERE key = $key", "$key");
        _findPerson = Command("SELECT number FROM person WHERE id = $id", "$id");
        _addPerson = Command("INSERT INTO person (id) VALUES ($id) RETURNING number", "$id");
        _addEvent = Command("INSERT INTO event (person, item, time, value, action, key) VALUES ($person, $item, $time, $value, $action, $key)",
            "$person", "$item", "$time", "$value", "$action", "$key");
    }

    /// <summary>Adds an event; false when its key is already there.</summary>
    public bool Add(StoredEvent stored)
    {
        if (stored.Id is not null && Bind(_findKey, stored.Id).ExecuteScalar() is not null) return false;
        Bind(_addEvent, NumberOf(stored.User), stored.Item, stored.Time, stored.Value, stored.Action, stored.Id).ExecuteNonQuery();
        return true;
    }

    /// <summary>Why no log can be taken over; null while the store is empty.</summary>
    public ImportReceipt? Holds()
    {
        using SqliteCommand command = Command("SELECT (SELECT name FROM import), EXISTS (SELECT 1 FROM event)");
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        string? name = row.IsDBNull(0) ? null : row.GetString(0);
        return name is not null || row.GetBoolean(1) ? new ImportReceipt(0, name) : null;
    }

    /// <summary>Remembers the name of the log that was taken over.</summary>
    public void SetImport(string name)
    {
        using SqliteCommand command = Command("INSERT INTO import (name) VALUES ($name)", "$name");
        Bind(command, name).ExecuteNonQuery();
    }

    /// <summary>Makes what was added last.</summary>
    public void Commit() => _transaction.Commit();

    public void Dispose()
    {
        foreach (SqliteCommand command in (SqliteCommand[])[_findKey, _findPerson, _addPerson, _addEvent]) command.Dispose();
        _transaction.Dispose();
    }

    private object NumberOf(string person)
    {
        if (person != _last.Person) _last = (person, Bind(_findPerson, person).ExecuteScalar() ?? Bind(_addPerson, person).ExecuteScalar()!);
        return _last.Number;
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        SqliteCommand command = _transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        foreach (string parameter in parameters) command.Parameters.AddWithValue(parameter, DBNull.Value);
        return command;
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
