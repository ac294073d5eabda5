using Cicerone.Contracts;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

public sealed class PostgresEventStoreTests(PostgresServer postgres) : EventStoreContract
{
    private string? _address;

    private string Name => _address!.Split('/')[^1];

    protected override async Task<IEventStore> OpenAsync() => EventStores.Open(_address ??= await postgres.NewDatabaseAsync());

    protected override async Task RemoveAsync()
    {
        if (_address is not null) await postgres.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
        _address = null;
    }

    [Fact]
    public async Task Is_shared_by_two_that_have_it_open()
    {
        await using IEventStore other = EventStores.Open(_address!);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? Store : other).AppendAsync([new StoredEvent($"person {number % 3}", "dune") { Id = $"{number / 2}" }], Cancellation)));
        Assert.Equal(new StoreCounts(3, 20), await Store.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Leaves_the_tables_of_others_alone()
    {
        await postgres.ExecuteAsync("CREATE TABLE public.event (name TEXT); INSERT INTO public.event VALUES ('theirs')", Name);
        await Store.AppendAsync([new StoredEvent("ada", "dune")], Cancellation);
        await using IEventStore other = EventStores.Open(_address!);
        Assert.Equal(1L, await postgres.ExecuteAsync("SELECT COUNT(*) FROM public.event", Name));
        Assert.Equal(1L, await postgres.ExecuteAsync("SELECT COUNT(*) FROM cicerone.event", Name));
    }

    [Fact]
    public async Task Refuses_a_store_of_a_newer_version()
    {
        await postgres.ExecuteAsync("UPDATE cicerone.cicerone_schema SET version = 99", Name);
        Assert.Contains("version 99", Fault(_address!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_schema_of_something_else()
    {
        await postgres.ExecuteAsync("DROP SCHEMA cicerone CASCADE; CREATE SCHEMA cicerone; CREATE TABLE cicerone.event (name TEXT)", Name);
        Assert.Contains("something else", Fault(_address!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_that_cannot_hold_every_id()
    {
        await postgres.ExecuteAsync($"CREATE DATABASE {Name}_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        Assert.Contains("LATIN1", Fault(postgres.AddressOf($"{Name}_latin")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_acknowledged_while_it_stops_and_starts_is_kept_and_the_rest_refused()
    {
        await using var database = new PostgresServer();
        string address = await database.NewDatabaseAsync();
        await using IEventStore store = EventStores.Open(address);
        int acknowledged = 0, refused = 0;
        using var done = new CancellationTokenSource();
        Task writing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    await store.AppendAsync([new StoredEvent("ada", $"book {acknowledged + refused}")], Cancellation);
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
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HistoryAsync("ada", Cancellation));
            await database.StartAsync();
            before = acknowledged;
            while (acknowledged < before + 20 && !writing.IsCompleted) await Task.Delay(5, Cancellation);
        }
        await done.CancelAsync();
        await writing;
        Assert.True(refused > 0);
        IReadOnlyList<StoredEvent> history = await store.HistoryAsync("ada", Cancellation);
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
        Assert.Equal($"postgres://127.0.0.1:5433/shop", EventStores.WithoutPassword("postgresql://ada:secret@127.0.0.1:5433/shop?sslmode=require"));
        Assert.DoesNotContain("secret", Fault("postgres://ada:secret@127.0.0.1:1/shop"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Fault("postgres://ada:secret@127.0.0.1/a/b"), StringComparison.Ordinal);
    }

    private static string Fault(string address) => Assert.Throws<CiceroneException>(() => EventStores.Open(address)).Message;
}
