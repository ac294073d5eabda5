using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>The tables of a store, and how those of earlier versions become them.</summary>
internal static class Schema
{
    /// <summary>Step i brings a store of version i to version i + 1. A step, once released, is never changed.</summary>
    private static string[] Steps(ColumnTypes types) =>
    [
        $"""
        CREATE TABLE person (number {types.Number}, id {types.Text} NOT NULL UNIQUE{types.End};
        CREATE TABLE event (
            arrival {types.Number},
            person {types.Whole} NOT NULL REFERENCES person (number),
            item {types.Text} NOT NULL,
            time {types.Whole},
            value {types.Real},
            action {types.Text},
            key {types.Text} UNIQUE{types.End};
        CREATE INDEX history ON event (person, time, arrival);
        CREATE TABLE import (name {types.Text} NOT NULL{types.End};
        """,
        $"""
        ALTER TABLE person ADD COLUMN labels {types.Text};
        ALTER TABLE person ADD COLUMN comment {types.Text};
        ALTER TABLE event ADD COLUMN details {types.Text};
        CREATE INDEX pair ON event (item, person);
        CREATE TABLE item (
            id {types.Text} NOT NULL PRIMARY KEY,
            state {types.Whole} NOT NULL,
            time {types.Whole},
            categories {types.Text} NOT NULL,
            columns {types.Text} NOT NULL,
            labels {types.Text},
            comment {types.Text}{types.End};
        """,
        $"""
        CREATE TABLE api_key (
            id {types.Text} NOT NULL PRIMARY KEY,
            hash {types.Text} NOT NULL,
            scopes {types.Text} NOT NULL,
            note {types.Text} NOT NULL,
            created {types.Whole} NOT NULL,
            expires {types.Whole},
            former_hash {types.Text},
            former_until {types.Whole}{types.End};
        CREATE TABLE audit (number {types.Number}, time {types.Whole} NOT NULL, key {types.Text}, action {types.Text} NOT NULL, status {types.Whole} NOT NULL{types.End};
        """,
        $"""
        CREATE TABLE exposure (
            number {types.Number},
            request {types.Text} NOT NULL UNIQUE,
            person {types.Whole} REFERENCES person (number),
            time {types.Whole} NOT NULL,
            model {types.Text} NOT NULL,
            merchandising {types.Text} NOT NULL,
            experiment {types.Text},
            arm {types.Text},
            context {types.Text} NOT NULL,
            query {types.Text} NOT NULL,
            items {types.Text} NOT NULL,
            milliseconds {types.Real} NOT NULL{types.End};
        CREATE INDEX exposure_person ON exposure (person);
        CREATE INDEX exposure_time ON exposure (time);
        CREATE INDEX exposure_experiment ON exposure (experiment) WHERE experiment IS NOT NULL;
        ALTER TABLE item ADD COLUMN vector {types.Text};
        CREATE TABLE document (kind {types.Text} NOT NULL, name {types.Text} NOT NULL, json {types.Text} NOT NULL, PRIMARY KEY (kind, name){types.End};
        """,
        $"""
        CREATE TABLE conversation (
            id {types.Text} NOT NULL PRIMARY KEY,
            person {types.Whole} REFERENCES person (number),
            time {types.Whole} NOT NULL,
            turns {types.Whole} NOT NULL,
            json {types.Text} NOT NULL{types.End};
        CREATE INDEX conversation_person ON conversation (person);
        CREATE INDEX conversation_time ON conversation (time);
        """,
        $"""
        ALTER TABLE item ADD COLUMN change {types.Whole} NOT NULL DEFAULT 0;
        CREATE INDEX item_change ON item (change);
        CREATE TABLE snapshot (person {types.Whole} NOT NULL PRIMARY KEY REFERENCES person (number), json {types.Text} NOT NULL{types.End};
        """,
    ];

    private static readonly ColumnTypes AnyTypes = new("", "", "", "", "");

    /// <summary>The version of the tables that this library makes.</summary>
    public static int Version { get; } = Steps(AnyTypes).Length;

    /// <summary>Brings a database to this version's tables, in the transaction that is open on its connection.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="place">What to call it in messages.</param>
    /// <param name="upTo">An earlier version to stop at; null for this one.</param>
    /// <exception cref="CiceroneException">It is of a newer version, or of something else.</exception>
    public static void Prepare(Database database, DbConnection connection, string place, int? upTo = null)
    {
        string[] steps = Steps(database.Types);
        if (Truth(connection, database.HasTable("%")) && !Truth(connection, database.HasTable("cicerone_schema")))
            throw new CiceroneException($"{place} is a database of something else; choose another for the store.");
        Execute(connection, $"CREATE TABLE IF NOT EXISTS cicerone_schema (version {database.Types.Whole} NOT NULL{database.Types.End}");
        long version = (long)Scalar(connection, "SELECT COALESCE(MAX(version), 0) FROM cicerone_schema");
        if (version > steps.Length)
            throw new CiceroneException($"{place} is a store of version {version}; this version of Cicerone knows stores up to version {steps.Length}. Use the version that made it, or another store.");
        for (; version < (upTo ?? steps.Length); version++)
            Execute(connection, $"{steps[version]} DELETE FROM cicerone_schema; INSERT INTO cicerone_schema VALUES ({version + 1})");
    }

    private static bool Truth(DbConnection connection, string condition) => (long)Scalar(connection, $"SELECT CAST(CASE WHEN {condition} THEN 1 ELSE 0 END AS BIGINT)") == 1;

    private static object Scalar(DbConnection connection, string sql)
    {
        using DbCommand command = Database.Command(connection, sql);
        return command.ExecuteScalar()!;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = Database.Command(connection, sql);
        command.ExecuteNonQuery();
    }
}
