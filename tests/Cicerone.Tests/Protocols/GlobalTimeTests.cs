using Cicerone.Data;
using Cicerone.Protocols;
using CsCheck;

namespace Cicerone.Tests.Protocols;

public sealed class GlobalTimeTests
{
    private static readonly string[] TenEvents = ["a i 1", "b i 2", "a j 3", "b j 4", "a k 5", "b k 6", "c i 7", "a l 8", "b l 9", "c j 10"];

    [Fact]
    public void Shares_are_counted_from_the_end()
    {
        Split split = new GlobalTime { Test = "0.3", Validation = "0.2" }.Split(World.Log(TenEvents), seed: 1);
        Assert.Equal(TenEvents[..5], World.Events(split.Train));
        Assert.Equal(TenEvents[5..7], World.Events(split.Valid));
        Assert.Equal(TenEvents[7..], World.Events(split.Test));
        Assert.Equal(SplitRules.FullHistory, split.Rules);
    }

    [Fact]
    public void Dates_cut_at_their_first_moment_in_universal_time()
    {
        long newYear = DateTimeOffset.Parse("2001-01-01T00:00:00Z").ToUnixTimeMilliseconds();
        InteractionLog log = World.Log($"a i {newYear - 2 * 86_400_000}", $"a j {newYear - 1}", $"a k {newYear}", $"a l {newYear + 1}");
        Split split = new GlobalTime { Test = "2001-01-01", Validation = "2000-12-31T00:00" }.Split(log, seed: 1);
        Assert.Equal((1, 1, 2), (split.Train.Count, split.Valid.Count, split.Test.Count));
    }

    [Fact]
    public void No_moment_is_divided_and_time_never_runs_backwards() => Gen.Select(Gen.ULong, Gen.Int[5, 45], Gen.Int[0, 40]).Sample((seed, test, valid) =>
    {
        Split split = new GlobalTime { Test = $"{test / 100.0}", Validation = $"{valid / 100.0}" }.Split(World.Random(seed, moments: 60), seed: 1);
        long Last(SplitPart part) => split[part].Count == 0 ? long.MinValue : split[part].Time.ToArray().Max();
        Assert.True(Last(SplitPart.Train) < split.Valid.Time.ToArray().Append(long.MaxValue).Min());
        Assert.True(Math.Max(Last(SplitPart.Train), Last(SplitPart.Valid)) < split.Test.Time.ToArray().Min());
        Assert.True(split.Test.Count >= Math.Round(400 * test / 100.0));
    }, iter: 50);

    [Fact]
    public void People_without_training_events_are_tested_or_left_out_and_counted()
    {
        InteractionLog log = World.Log(TenEvents);
        var protocol = new GlobalTime { Test = "0.3", Validation = "0.2" };
        Assert.Contains("c j 10", World.Events(protocol.Split(log, seed: 1).Test));
        Split without = (protocol with { Cold = ColdPeople.Exclude }).Split(log, seed: 1);
        Assert.Equal(["c i 7", "c j 10"], World.Events(without.LeftOut));
        Assert.DoesNotContain("c j 10", World.Events(without.Test));
    }

    [Fact]
    public void A_log_without_times_or_a_cut_outside_of_it_is_refused()
    {
        Assert.Contains("times", Assert.Throws<CiceroneException>(() => new GlobalTime().Split(World.Log("a b"), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("no test events", Assert.Throws<CiceroneException>(() => new GlobalTime { Test = "2030-01-01" }.Split(World.Log(TenEvents), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("no training events", Assert.Throws<CiceroneException>(() => new GlobalTime { Validation = "1960-01-01" }.Split(World.Log(TenEvents), 1)).Message, StringComparison.Ordinal);
    }
}
