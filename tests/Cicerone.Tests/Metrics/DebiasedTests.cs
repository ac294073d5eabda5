using Cicerone.Metrics;
using static Cicerone.Tests.Metrics.SmallWorld;

namespace Cicerone.Tests.Metrics;

/// <summary>Hand-computed values: with exponent 1/2 the weights are a: 1/2, b: 1/√2, and 1 for the others.</summary>
public sealed class DebiasedTests
{
    private static double Of(string name, JudgedList list, int k) => Debiased.Of(Facts(), exponent: 0.5).Single(metric => metric.Name == name).Of(list, k);

    [Fact]
    public void Rare_items_weigh_more()
    {
        Assert.Equal(1 / 1.5, Of("ips-recall", List([C, B, A], [A, C]), 1), 12);
        Assert.Equal(0.5 / 1.5, Of("ips-recall", List([A, B, C], [A, C]), 2), 12);
        Assert.Equal(1, Of("ips-recall", List([C, B, A], [A, C]), 3), 12);
    }

    [Fact]
    public void The_best_order_has_the_rarest_first()
    {
        double best = 1 + 0.5 / Math.Log2(3);
        Assert.Equal((1 + 0.5 / 2) / best, Of("ips-ndcg", List([C, B, A], [A, C]), 3), 12);
        Assert.Equal(1, Of("ips-ndcg", List([C, A], [A, C]), 2), 12);
        Assert.Equal(0.5, Of("ips-ndcg", List([A, C], [A, C]), 1), 12);
    }

    [Fact]
    public void With_one_relevant_item_nothing_is_to_be_weighed()
    {
        foreach (string name in (string[])["recall", "ndcg"])
            for (int k = 1; k <= 3; k++)
                Assert.Equal(RankingMetric.All.Single(metric => metric.Name == name).Of([false, true, false], 1, k), Of($"ips-{name}", List([B, A, C], [A]), k), 12);
    }
}
