using Cicerone.Contracts;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

public sealed class PostgresEventStoreTests : EventStoreContract
{
    private readonly PostgresServer _postgres;
    private readonly PostgresHome _home;

    public PostgresEventStoreTests(PostgresServer postgres) : this(postgres, new PostgresHome(postgres)) { }

    private PostgresEventStoreTests(PostgresServer postgres, PostgresHome home) : base(home) => (_postgres, _home) = (postgres, home);

    [Fact]
    public async Task Is_shared_by_two_that_have_it_open()
    {
        await using Store other = Store.Open(_home.Address);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? Store : other).Events.AppendAsync([new StoredEvent($"person {number % 3}", "dune") { Id = $"{number / 2}" }], Cancellation)));
        Assert.Equal(new StoreCounts(3, 20), await Store.Events.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Leaves_the_tables_of_others_alone()
    {
        await _postgres.ExecuteAsync("CREATE TABLE public.event (name TEXT); INSERT INTO public.event VALUES ('theirs')", _home.Name);
        await Store.Events.AppendAsync([new StoredEvent("ada", "dune")], Cancellation);
        await using Store other = Store.Open(_home.Address);
        Assert.Equal(1L, await _postgres.ExecuteAsync("SELECT COUNT(*) FROM public.event", _home.Name));
        Assert.Equal(1L, await _postgres.ExecuteAsync("SELECT COUNT(*) FROM cicerone.event", _home.Name));
    }

    [Fact]
    public async Task Refuses_a_store_of_a_newer_version()
    {
        await _postgres.ExecuteAsync("UPDATE cicerone.cicerone_schema SET version = 99", _home.Name);
        Assert.Contains("version 99", Fault(_home.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_schema_of_something_else()
    {
        await _postgres.ExecuteAsync("DROP SCHEMA cicerone CASCADE; CREATE SCHEMA cicerone; CREATE TABLE cicerone.event (name TEXT)", _home.Name);
        Assert.Contains("something else", Fault(_home.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_that_cannot_hold_every_id()
    {
        await _postgres.ExecuteAsync($"CREATE DATABASE {_home.Name}_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        Assert.Contains("LATIN1", Fault(_postgres.AddressOf($"{_home.Name}_latin")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_acknowledged_while_it_stops_and_starts_is_kept_and_the_rest_refused()
    {
        await using var database = new PostgresServer();
        string address = await database.NewDatabaseAsync();
        await using Store store = Store.Open(address);
        int acknowledged = 0, refused = 0;
        using var done = new CancellationTokenSource();
        Task writing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    await store.Events.AppendAsync([new StoredEvent("ada", $"book {acknowledged + refused}")], Cancellation);
                    acknowledged++;
                }
                catch (StoreUnavailableException)
                {
                    refused++;
                    await Task.Delay(10, Cancellation);
                }
            }
        }, Cancellation);
        for (int time = 0; time < 2; time++)
        {
            int before = acknowledged;
            while (acknowledged < before + 20 && !writing.IsCompleted) await Task.Delay(5, Cancellation);
            await database.StopAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Events.HistoryAsync("ada", Cancellation));
            await database.StartAsync();
            before = acknowledged;
            while (acknowledged < before + 20 && !writing.IsCompleted) await Task.Delay(5, Cancellation);
        }
        await done.CancelAsync();
        await writing;
        Assert.True(refused > 0);
        IReadOnlyList<StoredEvent> history = await store.Events.HistoryAsync("ada", Cancellation);
        Assert.InRange(history.Count, acknowledged, acknowledged + 2); // of each stop, one may have been stored and not acknowledged
    }

    [Theory]
    [InlineData("postgres://127.0.0.1:1/shop", "127.0.0.1:1/shop cannot be opened")]
    [InlineData("postgres://127.0.0.1", "not of the form")]
    [InlineData("postgres://127.0.0.1/a/b", "not of the form")]
    [InlineData("postgres:", "not of the form")]
    [InlineData("postgres://127.0.0.1/shop?sslmod=require", "sets 'sslmod'")]
    [InlineData("postgres://127.0.0.1/shop?sslmode=perhaps", "sets 'sslmode'")]
    public void Refuses_an_address_that_leads_nowhere(string address, string says) => Assert.Contains(says, Fault(address), StringComparison.Ordinal);

    [Fact]
    public void Its_address_is_shown_without_the_password()
    {
        Assert.Equal($"postgres://127.0.0.1:5433/shop", Store.WithoutPassword("postgresql://ada:secret@127.0.0.1:5433/shop?sslmode=require"));
        Assert.DoesNotContain("secret", Fault("postgres://ada:secret@127.0.0.1:1/shop"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Fault("postgres://ada:secret@127.0.0.1/a/b"), StringComparison.Ordinal);
    }

    private static string Fault(string address) => Assert.Throws<CiceroneException>(() => Store.Open(address)).Message;
}
