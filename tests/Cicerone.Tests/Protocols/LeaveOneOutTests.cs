using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

public sealed class LeaveOneOutTests
{
    [Fact]
    public void The_last_event_is_for_test_and_the_one_before_for_validation()
    {
        var log = new InteractionLogBuilder();
        foreach ((string item, long time) in new[] { ("c", 3L), ("a", 1L), ("d", 4L), ("b", 2L) }) log.Add("ann", item, time);
        Split split = new LeaveOneOut().Split(log.Build(), seed: 1);
        Assert.Equal(["a", "b"], Items(split.Train).Order());
        Assert.Equal(["c"], Items(split.Valid));
        Assert.Equal(["d"], Items(split.Test));
    }

    [Fact]
    public void Events_of_one_moment_keep_the_order_of_their_source()
    {
        // more equal keys than the sort's insertion threshold, where an unstable sort gives itself away
        var log = new InteractionLogBuilder();
        for (int i = 0; i < 100; i++) log.Add("ann", $"item {i}", time: 7);
        Split split = new LeaveOneOut().Split(log.Build(), seed: 1);
        Assert.Equal(["item 99"], Items(split.Test));
        Assert.Equal(["item 98"], Items(split.Valid));
    }

    [Fact]
    public void Without_times_the_order_of_the_source_counts()
    {
        var log = new InteractionLogBuilder();
        foreach (string item in new[] { "a", "b", "c" }) log.Add("ann", item);
        Assert.Equal(["c"], Items(new LeaveOneOut().Split(log.Build(), seed: 1).Test));
    }

    [Fact]
    public void People_with_fewer_than_three_events_stay_in_training()
    {
        var log = new InteractionLogBuilder();
        foreach ((string user, string item) in new[] { ("ann", "a"), ("ann", "b"), ("bob", "a"), ("bob", "b"), ("bob", "c") }) log.Add(user, item);
        Split split = new LeaveOneOut().Split(log.Build(), seed: 1);
        Assert.Equal(3, split.Train.Count);
        Assert.All(split.Test.User.ToArray(), person => Assert.Equal("bob", split.Test.Users[person]));
    }

    private static IEnumerable<string> Items(InteractionLog log) => log.Item.ToArray().Select(item => log.Items[item]);
}
