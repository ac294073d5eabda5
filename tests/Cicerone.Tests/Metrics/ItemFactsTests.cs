using Cicerone.Data;
using Cicerone.Metrics;
using CsCheck;

namespace Cicerone.Tests.Metrics;

public sealed class ItemFactsTests
{
    [Fact]
    public void The_tail_is_the_least_chosen_items_up_to_its_share_of_events()
    {
        Assert.Equal([ItemSlice.Head, ItemSlice.Head, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Cold], Slices(0.25)); // 2 of 8 events
        Assert.Equal([ItemSlice.Head, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Cold], Slices(0.5));
        Assert.Equal(1, Slices(0.2).Count(slice => slice == ItemSlice.Tail)); // room for 1.6 events: one of c and d
        Assert.DoesNotContain(ItemSlice.Tail, Slices(0));
    }

    [Fact]
    public void An_item_the_catalogue_lacks_is_cold_and_weighs_like_one_met_once()
    {
        Assert.Equal(ItemSlice.Cold, SmallWorld.Facts().SliceOf(99));
        Assert.Equal(SmallWorld.Facts().WeightOf(SmallWorld.C), SmallWorld.Facts().WeightOf(99));
    }

    [Fact]
    public void Percentiles_count_half_of_the_equals()
    {
        double[] percentiles = SmallWorld.Facts().Percentiles, expected = [0.9, 0.7, 0.4, 0.4, 0.1];
        for (int item = 0; item < expected.Length; item++) Assert.Equal(expected[item], percentiles[item], 12);
    }

    [Fact]
    public void Popular_candidates_come_first_and_no_others()
    {
        Assert.Equal([SmallWorld.A, SmallWorld.B], SmallWorld.Facts().ByPopularity[..2]);
        Assert.Equal([SmallWorld.B, SmallWorld.C, SmallWorld.E], SmallWorld.Facts(candidates: [SmallWorld.E, SmallWorld.C, SmallWorld.B]).ByPopularity);
    }

    [Fact]
    public void Items_are_alike_by_the_people_who_chose_them()
    {
        ItemSets sets = SmallWorld.Facts().Sets!;
        Assert.Equal(2 / Math.Sqrt(4 * 2), sets.Cosine(SmallWorld.A, SmallWorld.B), 12);
        Assert.Equal(1 / Math.Sqrt(4 * 1), sets.Cosine(SmallWorld.D, SmallWorld.A), 12);
        Assert.Equal(0, sets.Cosine(SmallWorld.C, SmallWorld.D));
        Assert.True(double.IsNaN(sets.Cosine(SmallWorld.A, SmallWorld.E)));
    }

    [Fact]
    public void Items_are_alike_by_their_categories_where_these_are_known()
    {
        ItemSets sets = SmallWorld.Facts(["Drama|War", "war", "Film Noir, Drama", null, "sci-fi drama"]).Sets!;
        Assert.Contains("'genres'", sets.Basis, StringComparison.Ordinal);
        Assert.Equal(1 / Math.Sqrt(2), sets.Cosine(SmallWorld.A, SmallWorld.B), 12);
        Assert.Equal(0.5, sets.Cosine(SmallWorld.A, SmallWorld.C), 12); // 'film noir' is one category where a comma parts them
        Assert.Equal(0.5, sets.Cosine(SmallWorld.A, SmallWorld.E), 12);
        Assert.True(double.IsNaN(sets.Cosine(SmallWorld.A, SmallWorld.D)));
    }

    [Fact]
    public void Likeness_is_the_same_for_large_sets_and_small_ones() => Gen.Select(Gen.ULong, Gen.Int[1, 200]).Sample((seed, people) =>
    {
        // items chosen by everyone down to nearly no one, so that both ways of keeping a set meet
        var random = new RandomSource(seed);
        var log = new InteractionLogBuilder();
        for (int person = 0; person < people; person++)
            for (int item = 0; item < 12; item++)
                if (item == 0 || random.NextInt(1 << item) < 4) log.Add($"{person}", $"{item}");
        InteractionLog train = log.Build();
        var sets = ItemSets.Of(train, ItemTable.Without(train.Items));
        HashSet<int>[] choosers = [.. Enumerable.Range(0, train.Items.Count).Select(item => Enumerable.Range(0, train.Count).Where(row => train.Item[row] == item).Select(row => train.User[row]).ToHashSet())];
        for (int a = 0; a < choosers.Length; a++)
            for (int b = 0; b < choosers.Length; b++)
                Assert.Equal(choosers[a].Intersect(choosers[b]).Count() / Math.Sqrt(choosers[a].Count * choosers[b].Count), sets.Cosine(a, b), 12);
    }, iter: 30);

    private static ItemSlice[] Slices(double tailShare) => [.. Enumerable.Range(0, 5).Select(SmallWorld.Facts(tailShare: tailShare).SliceOf)];
}
