using Cicerone.Metrics;

namespace Cicerone.Tests.Metrics;

public sealed class ItemFactsTests
{
    [Fact]
    public void The_tail_is_the_least_chosen_items_up_to_its_share_of_events()
    {
        Assert.Equal([ItemSlice.Head, ItemSlice.Head, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Cold], SmallWorld.Facts(tailShare: 0.25).Slices); // 2 of 8 events
        Assert.Equal([ItemSlice.Head, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Tail, ItemSlice.Cold], SmallWorld.Facts(tailShare: 0.5).Slices);
        Assert.Equal(1, SmallWorld.Facts(tailShare: 0.2).Slices.Count(slice => slice == ItemSlice.Tail)); // room for 1.6 events: one of c and d
        Assert.DoesNotContain(ItemSlice.Tail, SmallWorld.Facts(tailShare: 0).Slices);
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
        ItemSets sets = SmallWorld.Facts().Sets;
        Assert.Equal(2 / Math.Sqrt(4 * 2), sets.Cosine(SmallWorld.A, SmallWorld.B), 12);
        Assert.Equal(1 / Math.Sqrt(4 * 1), sets.Cosine(SmallWorld.D, SmallWorld.A), 12);
        Assert.Equal(0, sets.Cosine(SmallWorld.C, SmallWorld.D));
        Assert.True(double.IsNaN(sets.Cosine(SmallWorld.A, SmallWorld.E)));
    }

    [Fact]
    public void Items_are_alike_by_their_categories_where_these_are_known()
    {
        ItemSets sets = SmallWorld.Facts(["Drama|War", "war", "Film Noir, Drama", null, "sci-fi drama"]).Sets;
        Assert.Contains("'genres'", sets.Basis, StringComparison.Ordinal);
        Assert.Equal(1 / Math.Sqrt(2), sets.Cosine(SmallWorld.A, SmallWorld.B), 12);
        Assert.Equal(0.5, sets.Cosine(SmallWorld.A, SmallWorld.C), 12); // 'film noir' is one category where a comma parts them
        Assert.Equal(0.5, sets.Cosine(SmallWorld.A, SmallWorld.E), 12);
        Assert.True(double.IsNaN(sets.Cosine(SmallWorld.A, SmallWorld.D)));
    }
}
