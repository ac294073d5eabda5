namespace Cicerone.Metrics;

/// <summary>Measures of what a list is like, whether it hits or not.</summary>
internal static class BeyondAccuracy
{
    public static IReadOnlyList<ListMetric> Of(ItemFacts facts)
    {
        double events = facts.Counts.Sum(count => (long)count) + facts.Counts.Length;
        double[] information = [.. facts.Counts.Select(count => Math.Log2(events / (count + 1)))];
        return
        [
            new("novelty", "mean self-information of the first k in bits: log2((training events + items) / (the item's training events + 1))", (list, k) => Mean(list, k, item => information[item])),
            new("arp", "average recommendation popularity: mean training events of the first k", (list, k) => Mean(list, k, item => facts.Counts[item])),
            new("percentile", "mean popularity percentile of the first k: share of items with fewer training events, half of those with as many", (list, k) => Mean(list, k, item => facts.Percentiles[item])),
            .. facts.Sets is { } sets ? [new("diversity", $"1 - mean cosine of pairs among the first k, an item being {sets.Basis}; pairs with an item of which nothing is known do not count", (list, k) => Diversity(list, k, sets))] : Array.Empty<ListMetric>(),
            new("serendipity", "relevant items among the first k that are not among the k candidates most chosen in training, divided by k", Serendipity),
        ];
    }

    private static double Mean(JudgedList list, int k, Func<int, double> of)
    {
        ReadOnlySpan<int> items = list.Items[..Math.Min(k, list.Items.Length)];
        double sum = 0;
        foreach (int item in items) sum += of(item);
        return sum / items.Length; // not a number for an empty list
    }

    private static double Diversity(JudgedList list, int k, ItemSets sets)
    {
        ReadOnlySpan<int> items = list.Items[..Math.Min(k, list.Items.Length)];
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < items.Length; i++)
            for (int j = 0; j < i; j++)
            {
                double cosine = sets.Cosine(items[i], items[j]);
                if (double.IsNaN(cosine)) continue;
                sum += cosine;
                pairs++;
            }
        return 1 - sum / pairs;
    }

    private static double Serendipity(JudgedList list, int k)
    {
        ReadOnlySpan<int> expected = list.Expected[..Math.Min(k, list.Expected.Length)];
        int found = 0;
        for (int place = 0; place < Math.Min(k, list.Items.Length); place++)
            if (list.Hits[place] && !expected.Contains(list.Items[place])) found++;
        return (double)found / k;
    }
}
