using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;
using CsCheck;

namespace Cicerone.Tests.Kernels;

/// <summary>Every kernel's rankings against a full sort of scores summed one by one.</summary>
public sealed class PanelTopKTests
{
    public static TheoryData<string> Available => VectorKernelsTests.Available;

    [Theory, MemberData(nameof(Available))]
    public void Equals_a_full_sort_with_ties_exclusions_and_restricted_candidates(string name)
    {
        Gen.Select(Gen.Int[1, 1500], Gen.Int[1, 9], Gen.Int[1, 40], Gen.Int[1, 30], Gen.ULong, Gen.Bool).Sample((items, width, queryCount, places, key, coarse) =>
        {
            RandomSource random = RandomSource.For(key, 0);
            float Number() => coarse ? random.NextInt(3) - 1 : (float)random.NextNormal(); // coarse numbers tie
            float[] values = [.. Enumerable.Range(0, items * width).Select(i => Number() * (i / width % 5))], vectors = [.. Enumerable.Range(0, queryCount * width).Select(_ => Number())];
            int[] candidates = [.. Enumerable.Range(0, items).Where(_ => coarse || random.NextInt(2) == 0)];
            Catalogue catalogue = CatalogueOf(items).Restrict(candidates);
            Query[] queries = [.. Enumerable.Range(0, queryCount).Select(q => new Query(default, Person: null, key + (ulong)q))];
            ReadOnlyMemory<int>[] excluded = [.. queries.Select(_ => new ReadOnlyMemory<int>([.. Enumerable.Range(0, items).Where(_ => random.NextInt(4) == 0)]))];

            var model = new ItemVectors(values, width);
            foreach (int[] packed in (int[][])[candidates, [.. Enumerable.Range(0, items)]]) // the candidates alone, or among the others
            {
                var result = new TopKResult(queryCount, places);
                PanelTopK.Rank(VectorKernels.Choose(name), new ItemPanels(values, width, packed), vectors, queries, catalogue, new TopKRequest(places, excluded), result);
                for (int q = 0; q < queryCount; q++)
                {
                    float ScoreOf(int item) => model.Score(vectors.AsSpan(q * width, width), item);
                    int[] sorted = [.. candidates.Except(excluded[q].ToArray()).OrderByDescending(ScoreOf).ThenBy(item => catalogue.TieOrder(item, queries[q].TieKey)).Take(places)];
                    Assert.Equal(sorted, result.Items(q).ToArray());
                    Assert.Equal(sorted.Select(ScoreOf), result.Scores(q).ToArray());
                }
            }
        }, iter: 200);
    }

    [Fact]
    public void A_block_of_many_queries_over_many_panels_equals_queries_one_by_one()
    {
        var random = new RandomSource(5);
        float[] values = [.. Enumerable.Range(0, 3000 * 8).Select(i => (float)(random.NextNormal() / (1 + i / 8)))], vectors = [.. Enumerable.Range(0, 500 * 8).Select(_ => (float)random.NextNormal())];
        Catalogue catalogue = CatalogueOf(3000);
        Query[] queries = [.. Enumerable.Range(0, 500).Select(q => new Query(default, Person: null, (ulong)q))];
        var model = new ItemVectors(values, 8);
        TopKResult together = new(500, 10), alone = new(1, 10);
        model.TopK(vectors, queries, catalogue, new TopKRequest(10), together);
        for (int q = 0; q < 500; q++)
        {
            model.TopK(vectors.AsSpan(q * 8, 8), [queries[q]], catalogue, new TopKRequest(10), alone);
            Assert.Equal(alone.Items(0), together.Items(q));
            Assert.Equal(alone.Scores(0), together.Scores(q));
        }
    }

    [Theory, MemberData(nameof(Available))]
    public void An_outlying_factor_that_8_bits_cannot_resolve_changes_no_ranking(string name)
    {
        var random = new RandomSource(8);
        float[] values = [.. Enumerable.Range(0, 2000 * 6).Select(i => i % 6 == 0 ? 1000 : (float)random.NextNormal())], vectors = [.. Enumerable.Range(0, 14 * 6).Select(_ => (float)random.NextNormal())];
        Catalogue catalogue = CatalogueOf(2000);
        Query[] queries = [.. Enumerable.Range(0, 14).Select(q => new Query(default, Person: null, (ulong)q))];
        TopKResult result = new(14, 10);
        PanelTopK.Rank(VectorKernels.Choose(name), new ItemPanels(values, 6, [.. Enumerable.Range(0, 2000)]), vectors, queries, catalogue, new TopKRequest(10), result);
        var model = new ItemVectors(values, 6);
        for (int q = 0; q < 14; q++)
        {
            float[] scores = [.. Enumerable.Range(0, 2000).Select(item => model.Score(vectors.AsSpan(q * 6, 6), item))];
            Assert.Equal(Enumerable.Range(0, 2000).OrderByDescending(item => scores[item]).ThenBy(item => catalogue.TieOrder(item, queries[q].TieKey)).Take(10), result.Items(q).ToArray());
        }
    }

    [Theory, InlineData(0.5), InlineData(0.07), InlineData(0.01), InlineData(0.0005)]
    public void One_query_over_many_items_of_which_a_share_may_be_recommended_equals_a_full_sort(double share)
    {
        const int Items = 20_000, Width = 12;
        var random = new RandomSource(9);
        float[] values = [.. Enumerable.Range(0, Items * Width).Select(_ => (float)random.NextNormal())];
        Catalogue catalogue = CatalogueOf(Items).Restrict(Enumerable.Range(0, Items).Where(_ => random.NextDouble() < share));
        var model = new ItemVectors(values, Width);
        foreach (int places in (int[])[1, 10, 400])
        {
            float[] vector = [.. Enumerable.Range(0, Width).Select(_ => (float)random.NextNormal())];
            TopKResult result = new(1, places);
            model.TopK(vector, [new Query(default, Person: null, 1)], catalogue, new TopKRequest(places), result);
            Assert.Equal(catalogue.Candidates.ToArray().OrderByDescending(item => model.Score(vector, item)).Take(places), result.Items(0).ToArray());
        }
    }

    [Fact]
    public void The_bound_of_a_panel_holds_for_every_score_of_it_and_later_ones()
    {
        var random = new RandomSource(6);
        float[] values = [.. Enumerable.Range(0, 1000 * 16).Select(_ => (float)random.NextNormal())];
        var panels = new ItemPanels(values, 16, [.. Enumerable.Range(0, 1000)]);
        var model = new ItemVectors(values, 16);
        for (int place = 0; place < 1000; place++)
        {
            ReadOnlySpan<float> parallel = model[panels.Items[place]]; // a query along the item's own vector reaches the bound
            float score = model.Score(parallel, panels.Items[place]);
            for (int panel = 0; panel <= place / VectorKernels.PanelWidth; panel++)
                Assert.True(score <= panels.MostFrom(panel, ItemPanels.Length(parallel)));
        }
    }

    [Fact]
    public void Vectors_that_are_not_finite_are_refused()
    {
        Assert.Throws<CiceroneException>(() => new ItemVectors([1, float.NaN], 1));
        var model = new ItemVectors([1e30f, 1], 1);
        foreach (float number in (float[])[float.NaN, float.PositiveInfinity, 1e30f])
            Assert.Throws<InvalidOperationException>(() => model.TopK([number], [new Query(default, Person: null, 1)], CatalogueOf(2), new TopKRequest(1), new TopKResult(1, 1)));
    }

    [Fact]
    public void A_bias_is_one_more_factor()
    {
        ItemVectors model = ItemVectors.WithBias([1, 2, 3, 4], 2, [10, 20]);
        Assert.Equal(3, model.Width);
        Assert.Equal([3, 4, 20], model[1]);
        Assert.Equal(20 + 3 * 5 + 4 * 7, model.Score([5, 7, 1], 1));
    }

    private static Catalogue CatalogueOf(int items) =>
        new(ItemTable.Without(new Vocabulary(Enumerable.Range(0, items).Select(item => $"item {item}"))), new int[items]);
}
