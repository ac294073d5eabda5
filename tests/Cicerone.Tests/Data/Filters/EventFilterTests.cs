using Cicerone.Data;
using Cicerone.Data.Filters;
using CsCheck;

namespace Cicerone.Tests.Data.Filters;

public sealed class EventFilterTests
{
    private static readonly Gen<(int User, int Item)[]> Pairs = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7]).Array[0, 60];

    [Fact]
    public void The_k_core_is_the_largest_part_in_which_everyone_has_enough() => Pairs.Sample(pairs =>
    {
        (int User, int Item)[] slow = pairs; // remove whoever has too few, one person or item at a time
        while (true)
        {
            int? person = slow.GroupBy(pair => pair.User).FirstOrDefault(group => group.Count() < 3)?.Key;
            int? item = slow.GroupBy(pair => pair.Item).FirstOrDefault(group => group.Count() < 2)?.Key;
            if (person is null && item is null) break;
            slow = [.. slow.Where(pair => pair.User != person && pair.Item != item)];
        }
        Assert.Equal(slow, PairsOf(new KCore { PerPerson = 3, PerItem = 2 }.Apply(Log(pairs)).Log));
    });

    [Fact]
    public void Minimum_counts_are_taken_once_in_the_data_as_they_are()
    {
        // item 2 has one event, whose removal leaves person 1 with one: allowed here, not in a core
        InteractionLog log = Log([(0, 1), (0, 3), (1, 1), (1, 2), (2, 3), (2, 1)]);
        Assert.Equal([(0, 1), (0, 3), (1, 1), (2, 3), (2, 1)], PairsOf(new MinimumCounts { PerPerson = 2, PerItem = 2 }.Apply(log).Log));
        Assert.Equal([(0, 1), (0, 3), (2, 3), (2, 1)], PairsOf(new KCore { PerPerson = 2, PerItem = 2 }.Apply(log).Log));
    }

    [Fact]
    public void What_was_removed_is_told()
    {
        FilterResult result = new KCore { PerPerson = 2, PerItem = 2 }.Apply(Log([(0, 1), (0, 3), (1, 1), (1, 2), (2, 3), (2, 1)]));
        Assert.Equal((2, 1, 1), (result.Events, result.People, result.Items));
        Assert.Equal("at least 2 events for each person and 2 for each item, repeated until it holds", result.Filter);
    }

    [Fact]
    public void A_threshold_keeps_values_that_reach_it() =>
        Assert.Equal([2f, 3f], new ValueThreshold(2).Apply(Valued(1, 2, 3)).Log.Value.ToArray());

    [Fact]
    public void A_span_of_time_has_its_beginning_and_lacks_its_end()
    {
        DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Assert.Equal([2L, 3], new TimeRange(At(2), At(4)).Apply(Timed(1, 2, 3, 4)).Log.Time.ToArray());
        Assert.Equal([1L, 2], new TimeRange(null, At(3)).Apply(Timed(1, 2, 3, 4)).Log.Time.ToArray());
        Assert.Equal([3L, 4], new TimeRange(At(3), null).Apply(Timed(1, 2, 3, 4)).Log.Time.ToArray());
    }

    [Fact]
    public void The_last_events_of_a_person_are_the_latest_and_then_the_last_of_the_source()
    {
        Assert.Equal([0, 3], Rows(new LastEvents { PerPerson = 2 }, Timed(5, 1, 1, 9)));
        Assert.Equal([1, 2], Rows(new LastEvents { PerPerson = 2 }, Timed(0, 1, 1)));
        Assert.Equal([(0, 3), (1, 1), (0, 4)], PairsOf(new LastEvents { PerPerson = 2 }.Apply(Log([(0, 1), (0, 3), (1, 1), (0, 4)])).Log));
        Assert.Throws<CiceroneException>(() => new LastEvents { PerPerson = 0 });
    }

    [Fact]
    public void Of_repeated_events_the_earliest_or_the_latest_is_kept()
    {
        InteractionLog log = Timed(5, 1, 1, 9); // all of one person and item; two at the earliest moment
        Assert.Equal([1], Rows(new Deduplication(), log));
        Assert.Equal([3], Rows(new Deduplication { KeepLatest = true }, log));
    }

    [Fact]
    public void A_filter_says_which_column_it_misses()
    {
        InteractionLog log = Log([(0, 1)]);
        Assert.Contains("have no values", Assert.Throws<CiceroneException>(() => new ValueThreshold(1).Apply(log)).Message, StringComparison.Ordinal);
        Assert.Contains("have no times", Assert.Throws<CiceroneException>(() => new TimeRange(null, null).Apply(log)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("at least 1", Assert.Throws<CiceroneException>(() => new KCore { PerItem = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<CiceroneException>(() => new ValueThreshold(float.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("not after its beginning", Assert.Throws<CiceroneException>(() => new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compaction_drops_ids_without_events_and_keeps_order_events_and_cells() => Pairs.Sample(pairs =>
    {
        InteractionLog log = new MinimumCounts { PerPerson = 4, PerItem = 4 }.Apply(Log(pairs)).Log;
        var table = new ItemTable(log.Items, new Dictionary<string, string?[]> { ["title"] = [.. log.Items.Ids.Select(id => $"title of {id}")] });
        (InteractionLog compact, ItemTable items) = Compaction.Of(log, table);
        Assert.Equal(PairsOf(log), PairsOf(compact));
        Assert.Equal(log.Users.Ids.Where(id => PairsOf(log).Any(pair => $"{pair.User}" == id)), compact.Users.Ids);
        Assert.Equal(compact.Items.Ids.Select(id => $"title of {id}"), items.Column("title"));
    }, iter: 200);

    private static InteractionLog Log((int User, int Item)[] pairs)
    {
        var log = new InteractionLogBuilder();
        foreach ((int user, int item) in pairs) log.Add($"{user}", $"{item}");
        return log.Build();
    }

    private static InteractionLog Valued(params float[] values)
    {
        var log = new InteractionLogBuilder();
        foreach (float value in values) log.Add("ann", "a", value: value);
        return log.Build();
    }

    /// <summary>Events of one person with one item; the value is the row.</summary>
    private static InteractionLog Timed(params long[] times)
    {
        var log = new InteractionLogBuilder();
        foreach (long time in times) log.Add("ann", "a", time, log.Count);
        return log.Build();
    }

    private static int[] Rows(EventFilter filter, InteractionLog log)
    {
        float[] rows = filter.Apply(log).Log.Value.ToArray();
        return [.. rows.Select(row => (int)row)];
    }

    private static (int User, int Item)[] PairsOf(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => (int.Parse(log.Users[log.User[row]]), int.Parse(log.Items[log.Item[row]])))];
}
