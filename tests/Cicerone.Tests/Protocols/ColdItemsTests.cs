using Cicerone.Data;
using Cicerone.Protocols;
using CsCheck;

namespace Cicerone.Tests.Protocols;

public sealed class ColdItemsTests
{
    [Fact]
    public void An_item_is_wholly_in_one_part_and_the_shares_are_of_items() => Gen.ULong.Sample(seed =>
    {
        InteractionLog log = World.Random(seed);
        int met = Distinct(log).Length;
        Split split = new ColdItems { Test = 0.2, Validation = 0.1 }.Split(log, seed);
        Assert.Equal((int)(met * 0.2), Distinct(split.Test).Length);
        Assert.Equal((int)(met * 0.1), Distinct(split.Valid).Length);
        Assert.Equal(met, Distinct(split.Train).Length + Distinct(split.Valid).Length + Distinct(split.Test).Length);
    }, iter: 20);

    [Fact]
    public void Only_new_items_are_candidates_unless_all_are_asked_for()
    {
        Assert.Equal(CandidateItems.Cold, new ColdItems().Split(World.Random(1), 1).Rules.Candidates);
        Assert.Equal(CandidateItems.All, new ColdItems { Candidates = CandidateItems.All }.Split(World.Random(1), 1).Rules.Candidates);
    }

    [Fact]
    public void Another_seed_holds_out_other_items() =>
        Assert.NotEqual(new ColdItems().Split(World.Random(1), 1).Fingerprint(), new ColdItems().Split(World.Random(1), 2).Fingerprint());

    private static int[] Distinct(InteractionLog log) => [.. log.Item.ToArray().Distinct()];
}
