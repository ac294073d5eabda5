using Cicerone.Data;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Tests.Protocols;

public sealed class InjectedClicksTests
{
    private static readonly Split Clean = new RandomHoldout().Split(new Bookshop(new BookshopOptions { Readers = 40, Books = 60 }).ToLog().Log, seed: 1);

    [Fact]
    public void Only_training_is_changed_and_what_is_tested_stays_to_the_bit()
    {
        var planted = InjectedClicks.Into(Clean, 0.3, seed: 2);
        Assert.Equal((int)(0.3 * Clean.Train.Count), planted.Planted.Count);
        Assert.Equal(Clean.Train.Count + planted.Planted.Count, planted.Split.Train.Count);
        Assert.Same(Clean.Test, planted.Split.Test);
        Assert.Same(Clean.Valid, planted.Split.Valid);
        Assert.Equal(Pairs(Clean.Train), Pairs(planted.Split.Train).Take(Clean.Train.Count));
        Assert.Equal(planted.Planted, Pairs(planted.Split.Train).Skip(Clean.Train.Count));
    }

    [Fact]
    public void No_planted_pair_occurs_anywhere_else_or_twice()
    {
        var planted = InjectedClicks.Into(Clean, 0.3, seed: 2);
        Assert.Equal(planted.Planted.Count, planted.Planted.Distinct().Count());
        Assert.Empty(planted.Planted.Intersect([.. Pairs(Clean.Train), .. Pairs(Clean.Valid), .. Pairs(Clean.Test)]));
    }

    [Fact]
    public void One_seed_plants_the_same_and_another_seed_others()
    {
        Assert.Equal(InjectedClicks.Into(Clean, 0.1, seed: 2).Planted, InjectedClicks.Into(Clean, 0.1, seed: 2).Planted);
        Assert.NotEqual(InjectedClicks.Into(Clean, 0.1, seed: 2).Planted, InjectedClicks.Into(Clean, 0.1, seed: 3).Planted);
    }

    [Fact]
    public void A_share_outside_is_refused_and_a_full_log_too()
    {
        Assert.Contains("0 to 1", Assert.Throws<CiceroneException>(() => InjectedClicks.Into(Clean, 1.5, seed: 1)).Message, StringComparison.Ordinal);
        var log = new InteractionLogBuilder();
        foreach (string item in (string[])["a", "b"]) log.Add("someone", item);
        InteractionLog full = log.Build();
        var split = new Split("files", full, full.Select([]), full.Select([]), SplitRules.TrainHistory);
        Assert.Contains("Lower the share", Assert.Throws<CiceroneException>(() => InjectedClicks.Into(split, 1, seed: 1)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(int, int)> Pairs(InteractionLog log) => Enumerable.Range(0, log.Count).Select(row => (log.User[row], log.Item[row]));
}
