using Cicerone.Data;
using Cicerone.Server.Storage;
using CsCheck;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with events.</summary>
public abstract class EventStoreContract(IStoreHome home) : StoreContract(home)
{
    private EventStore Events => Store.Events;

    [Fact]
    public async Task Reads_an_event_back_as_it_was_written()
    {
        var whole = new StoredEvent("ada 'the \"first\"' \U0001F4DA", "книга; DROP TABLE event") { Time = 1_700_000_000_123, Value = -4.5f, Action = "bought", Id = "key/1", Details = """{"Labels":["é"]}""" };
        var bare = new StoredEvent(whole.User, "b");
        await Events.AppendAsync([bare, whole], Cancellation);
        Assert.Equal([bare, whole], await Events.HistoryAsync(whole.User, Cancellation));
    }

    [Fact]
    public async Task Reads_a_history_oldest_first_and_events_of_one_moment_in_the_order_of_arrival()
    {
        await Events.AppendAsync([At("late", 30), At("first of two", 20), At("unknown", null)], Cancellation);
        await Events.AppendAsync([At("second of two", 20), At("before 1970", -5), At("unknown too", null)], Cancellation);
        Assert.Equal(["unknown", "unknown too", "before 1970", "first of two", "second of two", "late"], await ItemsOf("ada"));
    }

    [Fact]
    public async Task Has_an_empty_history_for_somebody_it_has_never_met() => Assert.Empty(await Events.HistoryAsync("nobody", Cancellation));

    [Fact]
    public async Task Stores_an_event_of_a_key_once()
    {
        StoredEvent once = At("dune", 1) with { Id = "k" }, again = At("solaris", 2) with { Id = "k" };
        Assert.Equal(new AppendReceipt(1, 1), await Events.AppendAsync([once, again], Cancellation));
        Assert.Equal(new AppendReceipt(1, 1), await Events.AppendAsync([once, At("ubik", 3)], Cancellation));
        Assert.Equal(["dune", "ubik"], await ItemsOf("ada"));
    }

    [Fact]
    public async Task Knows_nobody_by_a_duplicate_alone()
    {
        await Events.AppendAsync([new StoredEvent("ada", "dune") { Id = "k" }], Cancellation);
        await Events.AppendAsync([new StoredEvent("bob", "dune") { Id = "k" }], Cancellation);
        Assert.Equal(new StoreCounts(1, 1), await Events.CountAsync(Cancellation));
        Assert.Equal(["ada"], await PeopleOf(""));
    }

    [Fact]
    public async Task Tells_what_became_of_each_of_several_batches()
    {
        StoredEvent first = At("dune", 1) with { Id = "k" }, second = At("solaris", 2) with { Id = "l" };
        await Events.AppendAsync([first], Cancellation);
        Assert.Equal([new AppendReceipt(1, 1), new AppendReceipt(0, 0), new AppendReceipt(1, 2)], await Events.AppendAsync([[first, second], [], [second, first, At("ubik", 3)]], Cancellation));
        Assert.Equal(["dune", "solaris", "ubik"], await ItemsOf("ada"));
    }

    [Fact]
    public async Task Stores_every_event_without_a_key()
    {
        Assert.Equal(new AppendReceipt(2, 0), await Events.AppendAsync([At("dune", 1), At("dune", 1)], Cancellation));
        Assert.Equal(["dune", "dune"], await ItemsOf("ada"));
    }

    [Fact]
    public async Task Stores_nothing_of_a_batch_that_was_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Events.AppendAsync([At("dune", 1)], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Events.ImportAsync(Checkerboard.Log(), "run", cancelled.Token));
        Assert.Equal(new StoreCounts(0, 0), await Events.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Finds_people_by_the_start_of_their_id_with_their_counts()
    {
        await Events.AppendAsync([Of("Ada"), Of("ad"), Of("ada"), Of("adam"), Of("ada"), Of("bob"), Of("a_a"), Of("a%")], Cancellation);
        Assert.Equal(["ad", "ada", "adam"], await PeopleOf("ad"));
        Assert.Equal(["a%"], await PeopleOf("a%"));
        Assert.Equal(["a_a"], await PeopleOf("a_"));
        Assert.Empty(await PeopleOf("c"));
        Assert.Equal([new StoredPerson("ada", 2)], await Events.PeopleAsync("ada", after: null, limit: 1, Cancellation));
    }

    [Fact]
    public async Task Pages_through_everyone_in_the_order_of_code_points()
    {
        string[] ids = ["zoë", "a", "Z", "\uFFFD", "\U0001F600", "é", "a b", "10", "9"];
        await Events.AppendAsync([.. ids.Select(Of)], Cancellation);
        var paged = new List<string>();
        for (string? after = null; ; after = paged[^1])
        {
            IReadOnlyList<StoredPerson> page = await Events.PeopleAsync("", after, 2, Cancellation);
            if (page.Count == 0) break;
            paged.AddRange(page.Select(person => person.Id));
        }
        Assert.Equal(["10", "9", "Z", "a", "a b", "zoë", "é", "\uFFFD", "\U0001F600"], paged);
    }

    [Fact]
    public async Task Takes_over_a_log_once()
    {
        InteractionLog log = Checkerboard.Log();
        Assert.Equal(new ImportReceipt(log.Count, "run"), await Events.ImportAsync(log, "run", Cancellation));
        Assert.Equal(new ImportReceipt(0, "run"), await Events.ImportAsync(log, "run", Cancellation));
        Assert.Equal(new ImportReceipt(0, "run"), await Events.ImportAsync(log, "another run", Cancellation));
        Assert.Equal(new StoreCounts(Checkerboard.Size, log.Count), await Events.CountAsync(Cancellation));
        Histories histories = Histories.Of(log);
        for (int person = 0; person < log.Users.Count; person++)
            Assert.Equal(histories[person].Items.ToArray().Select(item => log.Items[item]), await ItemsOf(log.Users[person]));
    }

    [Fact]
    public async Task Takes_over_every_column_of_a_log()
    {
        var log = new InteractionLogBuilder();
        log.Add("ada", "dune", time: 5, value: 2.5f, action: "view");
        log.Add("ada", "ubik", time: 4, value: -1, action: "buy");
        await Events.ImportAsync(log.Build(), "run", Cancellation);
        Assert.Equal(
            [new StoredEvent("ada", "ubik") { Time = 4, Value = -1, Action = "buy" }, new StoredEvent("ada", "dune") { Time = 5, Value = 2.5f, Action = "view" }],
            await Events.HistoryAsync("ada", Cancellation));
    }

    [Fact]
    public async Task Keeps_the_order_of_a_log_without_times()
    {
        var log = new InteractionLogBuilder();
        foreach (string item in (string[])["c", "a", "b"]) log.Add("ada", item);
        await Events.ImportAsync(log.Build(), "run", Cancellation);
        Assert.Equal(["c", "a", "b"], await ItemsOf("ada"));
        Assert.All(await Events.HistoryAsync("ada", Cancellation), stored => Assert.Null(stored.Time));
    }

    [Fact]
    public async Task Takes_over_no_log_when_it_has_events_already()
    {
        await Events.AppendAsync([At("dune", 1)], Cancellation);
        Assert.Equal(new ImportReceipt(0, Holds: null), await Events.ImportAsync(Checkerboard.Log(), "run", Cancellation));
        Assert.Equal(new StoreCounts(1, 1), await Events.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Takes_over_nothing_of_a_log_with_an_event_that_cannot_be_stored()
    {
        var log = new InteractionLogBuilder();
        log.Add("ada", "dune", time: 1);
        log.Add("ada", "ubik", time: long.MaxValue);
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => Events.ImportAsync(log.Build(), "run", Cancellation));
        Assert.Contains("Event 2 ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(new StoreCounts(0, 0), await Events.CountAsync(Cancellation));
        Assert.Equal(1, (await Events.ImportAsync(log.Build().Select([0]), "run", Cancellation)).Imported);
    }

    [Fact]
    public async Task Holds_everything_when_it_is_opened_again()
    {
        await Events.ImportAsync(Checkerboard.Log(), "run", Cancellation);
        await Events.AppendAsync([At("dune", 1) with { Id = "k" }], Cancellation);
        StoreCounts before = await Events.CountAsync(Cancellation);
        await ReopenAsync();
        Assert.Equal(before, await Events.CountAsync(Cancellation));
        Assert.Equal(new ImportReceipt(0, "run"), await Events.ImportAsync(Checkerboard.Log(), "run", Cancellation));
        Assert.Equal(new AppendReceipt(0, 1), await Events.AppendAsync([At("dune", 1) with { Id = "k" }], Cancellation));
    }

    [Fact]
    public async Task Lists_everything_in_the_order_of_arrival_and_counts_on_from_a_number()
    {
        Assert.Equal((0, 0), await Events.ArrivedAfterAsync(0, Cancellation));
        await Events.ImportAsync(Checkerboard.Log(), "run", Cancellation);
        await Events.AppendAsync([At("dune", 9), new StoredEvent("bob", "ubik") { Time = 1 }], Cancellation);
        IReadOnlyList<Arrival> all = await Events.AllAsync(Cancellation);
        Assert.Equal(Checkerboard.Log().Count + 2, all.Count);
        Assert.Equal(all.Select(arrival => arrival.Number).Order(), all.Select(arrival => arrival.Number));
        Assert.Equal(["dune", "ubik"], all.TakeLast(2).Select(arrival => arrival.Event.Item));
        Assert.Equal((all[^1].Number, 2), await Events.ArrivedAfterAsync(all[^3].Number, Cancellation));
    }

    [Fact]
    public async Task Is_read_while_several_write()
    {
        const int Writers = 4, Batches = 25;
        using var done = new CancellationTokenSource();
        Task reading = Task.Run(() => ReadUntil(done.Token), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int batch = 0; batch < Batches; batch++) await Events.AppendAsync([At($"{writer}/{batch}/a", batch), At($"{writer}/{batch}/b", batch)], Cancellation);
        }, Cancellation)));
        await done.CancelAsync();
        await reading;
        Assert.Equal(new StoreCounts(1, 2 * Writers * Batches), await Events.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Answers_as_a_list_in_memory_would() =>
        await Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Long[-2, 2], Gen.Int[0, 9]).List[1, 12].List[1, 6].SampleAsync(async batches =>
        {
            await RenewAsync();
            var expected = new List<StoredEvent>();
            foreach (var batch in batches)
            {
                StoredEvent[] events = [.. batch.Select(drawn => new StoredEvent($"person {drawn.Item1}", $"item {drawn.Item2}") { Time = drawn.Item3, Id = drawn.Item4 > 4 ? null : $"key {drawn.Item4}" })];
                int before = expected.Count;
                foreach (StoredEvent drawn in events)
                    if (drawn.Id is null || expected.TrueForAll(stored => stored.Id != drawn.Id)) expected.Add(drawn);
                Assert.Equal(new AppendReceipt(expected.Count - before, events.Length - (expected.Count - before)), await Events.AppendAsync(events, Cancellation));
            }
            foreach (IGrouping<string, StoredEvent> person in expected.GroupBy(stored => stored.User))
                Assert.Equal(person.OrderBy(stored => stored.Time), await Events.HistoryAsync(person.Key, Cancellation));
        }, iter: 20, threads: 1);

    private async Task ReadUntil(CancellationToken done)
    {
        for (int seen = 0; !done.IsCancellationRequested;)
        {
            IReadOnlyList<StoredEvent> history = await Events.HistoryAsync("ada", Cancellation);
            Assert.True(history.Count >= seen, $"{seen} events were seen, then {history.Count}.");
            Assert.True(history.Count % 2 == 0, "Half a batch was seen.");
            seen = history.Count;
        }
    }

    private static StoredEvent At(string item, long? time) => new("ada", item) { Time = time };

    private static StoredEvent Of(string user) => new(user, "dune");

    private async Task<string[]> ItemsOf(string user) => [.. (await Events.HistoryAsync(user, Cancellation)).Select(stored => stored.Item)];

    private async Task<string[]> PeopleOf(string prefix) => [.. (await Events.PeopleAsync(prefix, after: null, limit: 100, Cancellation)).Select(person => person.Id)];
}
