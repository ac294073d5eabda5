using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

public sealed class RollingWindowsTests
{
    private static InteractionLog Ten { get; } = World.Log([.. Enumerable.Range(0, 10).Select(i => $"p{i % 3} i{i} {i}")]);

    private static string[] Times(InteractionLog log) => [.. log.Time.ToArray().Select(time => $"{time}")];

    [Fact]
    public void The_test_of_one_window_is_the_validation_of_the_next_and_training_after_that()
    {
        IReadOnlyList<Split> splits = new RollingWindows { Windows = 3, Test = 0.2 }.Splits(Ten, seed: 1);
        Assert.Equal(3, splits.Count);
        Assert.Equal(["0", "1"], Times(splits[0].Train));
        Assert.Equal(["2", "3"], Times(splits[0].Valid));
        Assert.Equal(["4", "5"], Times(splits[0].Test));
        Assert.Equal(4, splits[0].LeftOut.Count);
        Assert.Equal(Times(splits[0].Test), Times(splits[1].Valid));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], Times(splits[2].Train));
        Assert.Equal(["8", "9"], Times(splits[2].Test));
        Assert.EndsWith("window 2 of 3", splits[1].Protocol, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sliding_training_part_keeps_its_size()
    {
        IReadOnlyList<Split> splits = new RollingWindows { Windows = 3, Test = 0.2, Sliding = true }.Splits(Ten, seed: 1);
        Assert.Equal(["0", "1"], Times(splits[0].Train));
        Assert.Equal(["2", "3"], Times(splits[1].Train));
        Assert.Equal(["4", "5"], Times(splits[2].Train));
    }

    [Fact]
    public void Windows_that_leave_nothing_to_train_on_are_refused()
    {
        Assert.Contains("leaves none to train on", Assert.Throws<CiceroneException>(() => new RollingWindows { Windows = 4, Test = 0.2 }.Splits(Ten, 1)).Message, StringComparison.Ordinal);
        InteractionLog oneMoment = World.Log("a i 1", "a j 2", "a k 2", "a l 2", "a m 2", "a n 2");
        Assert.Contains("share one moment", Assert.Throws<CiceroneException>(() => new RollingWindows { Windows = 2, Test = 0.2 }.Splits(oneMoment, 1)).Message, StringComparison.Ordinal);
    }
}
