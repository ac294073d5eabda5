namespace Cicerone.Metrics;

/// <summary>A measure of rankings; reports give its mean over people.</summary>
/// <param name="Name">Its name in keys such as <c>ndcg@10</c>.</param>
/// <param name="Definition">What it is, for a report.</param>
/// <param name="Of">Computes it.</param>
public sealed record RankingMetric(string Name, string Definition, RankingFunction Of)
{
    /// <summary>The key of this metric at a cutoff.</summary>
    public string At(int k) => $"{Name}@{k}";

    /// <summary>Every ranking metric, for binary relevance.</summary>
    public static IReadOnlyList<RankingMetric> All { get; } =
    [
        new("hr", "1 if any of the first k is relevant, else 0", HitRate),
        new("recall", "relevant items among the first k, divided by all relevant items", Recall),
        new("precision", "relevant items among the first k, divided by k", Precision),
        new("ndcg", "sum of 1/log2(1+place) over relevant places up to k, divided by its largest possible value", Ndcg),
        new("mrr", "1 / place of the first relevant item if it is among the first k, else 0", ReciprocalRank),
        new("map", "mean precision at the relevant places up to k, divided by min(k, all relevant items)", AveragePrecision),
    ];

    private static double HitRate(ReadOnlySpan<bool> hits, int relevant, int k) => Count(hits, k) > 0 ? 1 : 0;

    private static double Recall(ReadOnlySpan<bool> hits, int relevant, int k) => (double)Count(hits, k) / relevant;

    private static double Precision(ReadOnlySpan<bool> hits, int relevant, int k) => (double)Count(hits, k) / k;

    private static double Ndcg(ReadOnlySpan<bool> hits, int relevant, int k)
    {
        double gain = 0, best = 0;
        for (int place = 0; place < Math.Min(k, hits.Length); place++)
            if (hits[place]) gain += Discount(place);
        for (int place = 0; place < Math.Min(k, relevant); place++) best += Discount(place);
        return gain / best;
    }

    private static double ReciprocalRank(ReadOnlySpan<bool> hits, int relevant, int k)
    {
        int place = hits[..Math.Min(k, hits.Length)].IndexOf(true);
        return place < 0 ? 0 : 1.0 / (place + 1);
    }

    private static double AveragePrecision(ReadOnlySpan<bool> hits, int relevant, int k)
    {
        double sum = 0;
        int found = 0;
        for (int place = 0; place < Math.Min(k, hits.Length); place++)
            if (hits[place]) sum += (double)++found / (place + 1);
        return sum / Math.Min(k, relevant);
    }

    private static int Count(ReadOnlySpan<bool> hits, int k) => hits[..Math.Min(k, hits.Length)].Count(true);

    private static double Discount(int place) => 1 / Math.Log2(place + 2);
}
