using Cicerone.Metrics;

namespace Cicerone.Tests.Metrics;

/// <summary>Hand-computed values.</summary>
public sealed class RankingMetricTests
{
    private static double Of(string name, bool[] hits, int relevant, int k) =>
        RankingMetric.All.Single(metric => metric.Name == name).Of(hits, relevant, k);

    // places 2 and 4 are relevant, of three relevant items in all
    private static readonly bool[] Hits = [false, true, false, true, false];

    [Theory]
    [InlineData("hr", 1, 0)]
    [InlineData("hr", 2, 1)]
    [InlineData("recall", 2, 1.0 / 3)]
    [InlineData("recall", 5, 2.0 / 3)]
    [InlineData("precision", 5, 2.0 / 5)]
    [InlineData("precision", 10, 2.0 / 10)]
    [InlineData("mrr", 1, 0)]
    [InlineData("mrr", 5, 1.0 / 2)]
    [InlineData("map", 5, (1.0 / 2 + 2.0 / 4) / 3)]
    [InlineData("map", 2, (1.0 / 2) / 2)]
    public void Has_the_value_computed_by_hand(string name, int k, double expected) =>
        Assert.Equal(expected, Of(name, Hits, relevant: 3, k), 12);

    [Fact]
    public void Ndcg_divides_by_the_best_that_can_be_had()
    {
        double gain = 1 / Math.Log2(3) + 1 / Math.Log2(5);
        double best = 1 + 1 / Math.Log2(3) + 1 / Math.Log2(4);
        Assert.Equal(gain / best, Of("ndcg", Hits, relevant: 3, k: 5), 12);
        Assert.Equal(1 / Math.Log2(3) / (1 + 1 / Math.Log2(3)), Of("ndcg", Hits, relevant: 3, k: 2), 12);
    }

    [Fact]
    public void A_perfect_ranking_scores_one_in_every_metric_but_precision_beyond_the_relevant()
    {
        foreach (RankingMetric metric in RankingMetric.All)
            Assert.Equal(1, metric.Of([true, true], 2, 2), 12);
        Assert.Equal(2.0 / 4, Of("precision", [true, true], 2, 4), 12);
    }

    [Fact]
    public void An_empty_ranking_scores_nothing()
    {
        foreach (RankingMetric metric in RankingMetric.All) Assert.Equal(0, metric.Of([], 1, 10));
    }
}
