using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

public sealed class RandomHoldoutTests
{
    private static InteractionLog Log { get; } = Checkerboard.Log();

    [Fact]
    public void Every_event_lands_in_one_part()
    {
        Split split = new RandomHoldout { Test = 0.2, Validation = 0.1 }.Split(Log, seed: 3);
        IEnumerable<(int, int)> all = Enum.GetValues<SplitPart>().SelectMany(part => Pairs(split[part]));
        Assert.Equal(Pairs(Log).Order(), all.Order());
    }

    [Fact]
    public void Each_person_gives_the_share_that_was_asked_for()
    {
        Split split = new RandomHoldout { Test = 0.2, Validation = 0.1 }.Split(Log, seed: 3);
        Histories all = Histories.Of(Log), test = Histories.Of(split.Test), valid = Histories.Of(split.Valid);
        for (int person = 0; person < all.Count; person++)
        {
            Assert.Equal((int)(all[person].Count * 0.2), test[person].Count);
            Assert.Equal((int)(all[person].Count * 0.1), valid[person].Count);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_split_and_another_seed_another()
    {
        string Fingerprint(ulong seed) => new RandomHoldout().Split(Log, seed).Fingerprint();
        Assert.Equal(Fingerprint(1), Fingerprint(1));
        Assert.NotEqual(Fingerprint(1), Fingerprint(2));
    }

    [Fact]
    public void A_share_beyond_half_is_refused() =>
        Assert.Contains("0 to 0.5", Assert.Throws<CiceroneException>(() => new RandomHoldout { Test = 0.7 }).Message, StringComparison.Ordinal);

    private static (int, int)[] Pairs(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => (log.User[row], log.Item[row]))];
}
