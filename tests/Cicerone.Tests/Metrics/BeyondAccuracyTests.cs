using Cicerone.Metrics;
using static Cicerone.Tests.Metrics.SmallWorld;

namespace Cicerone.Tests.Metrics;

/// <summary>Hand-computed values.</summary>
public sealed class BeyondAccuracyTests
{
    private static double Of(string name, JudgedList list, int k) => BeyondAccuracy.Of(Facts()).Single(metric => metric.Name == name).Of(list, k);

    [Fact]
    public void Novelty_is_the_mean_information_of_the_first_k()
    {
        Assert.Equal(Math.Log2(13 / 5.0), Of("novelty", List([A, E], []), 1), 12);
        Assert.Equal((Math.Log2(13 / 5.0) + Math.Log2(13)) / 2, Of("novelty", List([A, E], []), 2), 12);
        Assert.Equal((Math.Log2(13 / 5.0) + Math.Log2(13)) / 2, Of("novelty", List([A, E], []), 10), 12);
    }

    [Fact]
    public void Popularity_is_told_in_events_and_in_percentiles()
    {
        Assert.Equal(4, Of("arp", List([A, C], []), 1));
        Assert.Equal(2.5, Of("arp", List([A, C], []), 2));
        Assert.Equal((0.9 + 0.4) / 2, Of("percentile", List([A, C], []), 2), 12);
    }

    [Fact]
    public void Diversity_is_one_less_the_mean_likeness_of_pairs()
    {
        double ab = 2 / Math.Sqrt(8), ac = 0.5, bc = 1 / Math.Sqrt(2);
        Assert.Equal(1 - ab, Of("diversity", List([A, B, C], []), 2), 12);
        Assert.Equal(1 - (ab + ac + bc) / 3, Of("diversity", List([A, B, C], []), 3), 12);
        Assert.Equal(1 - ab, Of("diversity", List([A, B, E], []), 3), 12); // nothing is known of e
        Assert.True(double.IsNaN(Of("diversity", List([A], []), 5)));
    }

    [Fact]
    public void Serendipity_counts_hits_that_popularity_would_not_have_made()
    {
        Assert.Equal(0.5, Of("serendipity", List([A, C], [A, C], A, B), 2));
        Assert.Equal(0, Of("serendipity", List([A, C], [A, C], A, B), 1));
        Assert.Equal(1, Of("serendipity", List([B], [B], A, B), 1)); // popularity needs two places for b
        Assert.Equal(0, Of("serendipity", List([C], [D], A, B), 1));
    }

    [Fact]
    public void An_empty_list_is_like_nothing_and_surprises_nobody()
    {
        foreach (ListMetric metric in BeyondAccuracy.Of(Facts()))
            Assert.Equal(metric.Name == "serendipity" ? 0 : double.NaN, metric.Of(List([], [A]), 10));
    }
}
