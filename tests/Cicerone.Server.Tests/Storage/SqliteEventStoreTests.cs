using Cicerone.Contracts;
using Cicerone.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Cicerone.Server.Tests.Storage;

public sealed class SqliteEventStoreTests : EventStoreContract
{
    private readonly SqliteHome _home;

    public SqliteEventStoreTests() : this(new SqliteHome()) { }

    private SqliteEventStoreTests(SqliteHome home) : base(home) => _home = home;

    private string File => _home.File;

    [Fact]
    public async Task Its_files_copied_after_an_acknowledgement_hold_the_event()
    {
        for (int number = 1; number <= 20; number++)
        {
            await Store.Events.AppendAsync([new StoredEvent("ada", $"book {number}")], Cancellation);
            string copy = Directory.CreateDirectory(Path.Combine(_home.Folder, $"copy {number}")).FullName;
            foreach (string file in (string[])[File, File + "-wal"]) System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            await using Store opened = Store.Open($"sqlite:{Path.Combine(copy, "events.db")}");
            Assert.Equal(number, (await opened.Events.HistoryAsync("ada", Cancellation)).Count);
            Assert.Equal($"book {number}", (await opened.Events.HistoryAsync("ada", Cancellation))[^1].Item);
        }
    }

    [Fact]
    public async Task Is_shared_by_two_that_have_it_open()
    {
        await using Store other = Store.Open($"sqlite:{File}");
        await other.Events.AppendAsync([new StoredEvent("ada", "dune") { Id = "k" }], Cancellation);
        Assert.Equal(new AppendReceipt(0, 1), await Store.Events.AppendAsync([new StoredEvent("ada", "dune") { Id = "k" }], Cancellation));
        Assert.Single(await Store.Events.HistoryAsync("ada", Cancellation));
    }

    private const string FirstVersion = """
            CREATE TABLE cicerone_schema (version INTEGER NOT NULL) STRICT;
            INSERT INTO cicerone_schema VALUES (1);
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
            INSERT INTO person (id) VALUES ('ada');
            INSERT INTO event (person, item, time, value, action, key) VALUES (1, 'dune', 5, 2.5, 'view', 'k');
            """;

    private const string SecondVersion = FirstVersion + """
            UPDATE cicerone_schema SET version = 2;
            ALTER TABLE person ADD COLUMN labels TEXT;
            ALTER TABLE person ADD COLUMN comment TEXT;
            ALTER TABLE event ADD COLUMN details TEXT;
            CREATE INDEX pair ON event (item, person);
            CREATE TABLE item (
                id TEXT NOT NULL PRIMARY KEY,
                state INTEGER NOT NULL,
                time INTEGER,
                categories TEXT NOT NULL,
                columns TEXT NOT NULL,
                labels TEXT,
                comment TEXT) STRICT;
            """;

    [Theory, InlineData(FirstVersion), InlineData(SecondVersion)]
    public async Task Opens_a_store_of_an_earlier_version_with_all_it_holds(string tables)
    {
        string file = Path.Combine(_home.Folder, "earlier.db");
        Execute(file, tables);
        await using Store opened = Store.Open($"sqlite:{file}");
        Assert.Equal([new StoredEvent("ada", "dune") { Time = 5, Value = 2.5f, Action = "view", Id = "k" }], await opened.Events.HistoryAsync("ada", Cancellation));
        Assert.Equal(new PersonProfile("ada"), await opened.People.FindAsync("ada", Cancellation));
    }

    [Fact]
    public void Refuses_a_store_of_a_newer_version()
    {
        Execute(File, "UPDATE cicerone_schema SET version = 99");
        Assert.Contains("version 99", Fault($"sqlite:{File}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_database_of_something_else_and_leaves_it_as_it_is()
    {
        string file = Path.Combine(_home.Folder, "else.db");
        Execute(file, "CREATE TABLE event (name TEXT)");
        byte[] before = System.IO.File.ReadAllBytes(file);
        Assert.Contains("something else", Fault($"sqlite:{file}"), StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(file));
    }

    [Fact]
    public void Refuses_a_file_that_is_no_database()
    {
        string file = Path.Combine(_home.Folder, "text.db");
        System.IO.File.WriteAllText(file, string.Concat(Enumerable.Repeat("once upon a time ", 1000)));
        Assert.Contains(file, Fault($"sqlite:{file}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_folder_that_does_not_exist() =>
        Assert.Contains("does not exist", Fault($"sqlite:{Path.Combine(_home.Folder, "nowhere", "events.db")}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("sqlite:", "sqlite:FILE")]
    [InlineData("events.db", "sqlite:FILE")]
    [InlineData("", "sqlite:FILE")]
    public void Refuses_an_address_it_does_not_know(string address, string says) => Assert.Contains(says, Fault(address), StringComparison.Ordinal);

    [Fact]
    public void Its_check_gives_the_version_of_SQLite() => Assert.Equal(3, Version.Parse(StoreCheck.Try()).Major);

    private static string Fault(string address) => Assert.Throws<CiceroneException>(() => Store.Open(address)).Message;

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
