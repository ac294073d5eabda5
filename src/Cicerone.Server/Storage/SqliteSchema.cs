using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Storage;

/// <summary>The tables of a store in SQLite, and how those of earlier versions become them.</summary>
internal static class SqliteSchema
{
    /// <summary>Step i brings a store of version i to version i + 1. A step, once released, is never changed.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE person (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE event (
            arrival INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES person (number),
            item TEXT NOT NULL,
            time INTEGER,
            value REAL,
            action TEXT,
            key TEXT UNIQUE) STRICT;
        CREATE INDEX history ON event (person, time, arrival);
        CREATE TABLE import (name TEXT NOT NULL) STRICT;
        """,
    ];

    /// <summary>Brings a database to this version's tables, in one transaction.</summary>
    /// <exception cref="CiceroneException">It is of a newer version, or of something else.</exception>
    public static void Prepare(SqliteConnection connection, string file)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        long tables = connection.Number("SELECT COUNT(*) FROM sqlite_schema");
        if (tables > 0 && connection.Number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'cicerone_schema'") == 0)
            throw new CiceroneException($"{file} is a database of something else; choose another file for the store.");
        connection.Execute("CREATE TABLE IF NOT EXISTS cicerone_schema (version INTEGER NOT NULL) STRICT");
        long version = connection.Number("SELECT COALESCE(MAX(version), 0) FROM cicerone_schema");
        if (version > Steps.Length)
            throw new CiceroneException($"{file} is a store of version {version}; this version of Cicerone knows stores up to version {Steps.Length}. Use the version that made it, or another file.");
        for (; version < Steps.Length; version++)
            connection.Execute($"{Steps[version]} DELETE FROM cicerone_schema; INSERT INTO cicerone_schema VALUES ({version + 1})");
        transaction.Commit();
    }

    /// <summary>Runs a statement.</summary>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query gives.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
