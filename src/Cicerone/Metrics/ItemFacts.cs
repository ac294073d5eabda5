using Cicerone.Data;

namespace Cicerone.Metrics;

/// <summary>What metrics need to know of each item of a catalogue, from the training part.</summary>
internal sealed class ItemFacts
{
    private readonly ItemSlice[] _slices;
    private readonly double[] _weights;

    private ItemFacts(int[] counts, ItemSlice[] slices, double[] percentiles, double[] weights, int[] byPopularity, ItemSets? sets) =>
        (Counts, _slices, Percentiles, _weights, ByPopularity, Sets) = (counts, slices, percentiles, weights, byPopularity, sets);

    /// <summary>Training events.</summary>
    public int[] Counts { get; }

    /// <summary>How many items of the catalogue are in each slice, in the order of <see cref="ItemSlice"/>.</summary>
    public IEnumerable<int> SliceSizes => Enum.GetValues<ItemSlice>().Select(slice => _slices.Count(other => other == slice));

    /// <summary>How many items of the catalogue are in each bin, in the order of <see cref="CountBin.Names"/>.</summary>
    public IEnumerable<int> BinSizes => CountBin.Names.Select((_, bin) => Counts.Count(count => CountBin.Of(count) == bin));

    /// <summary>The share of items with fewer events, counting half of those with as many: 0 to 1.</summary>
    public double[] Percentiles { get; }

    /// <summary>The candidates, most training events first; ties in the catalogue's order.</summary>
    public int[] ByPopularity { get; }

    /// <summary>How alike items are; null where nothing in memory tells.</summary>
    public ItemSets? Sets { get; }

    /// <summary>Head, tail or cold. An item that the catalogue lacks, which may yet be what a person chose, is cold.</summary>
    public ItemSlice SliceOf(int item) => item < _slices.Length ? _slices[item] : ItemSlice.Cold;

    /// <summary>The bin of an item; −1 for one without a training event.</summary>
    public int BinOf(int item) => item < Counts.Length ? CountBin.Of(Counts[item]) : -1;

    /// <summary>1 / propensity, the propensity of being observed taken as (training events, at least 1) to a power.</summary>
    public double WeightOf(int item) => item < _weights.Length ? _weights[item] : 1;

    public static ItemFacts Of(InteractionLog train, Catalogue catalogue, double tailShare, double propensityExponent)
    {
        int[] counts = new int[catalogue.Count];
        train.CountItems(counts);
        return Of(counts, ItemSets.Of(train, catalogue.Items), catalogue, tailShare, propensityExponent);
    }

    /// <summary>The same of counts alone. How alike items are is known then where they have categories.</summary>
    public static ItemFacts Of(int[] counts, Catalogue catalogue, double tailShare, double propensityExponent) =>
        Of(counts, ItemSets.Of(catalogue.Items), catalogue, tailShare, propensityExponent);

    private static ItemFacts Of(int[] counts, ItemSets? sets, Catalogue catalogue, double tailShare, double propensityExponent)
    {
        int[] ascending = [.. Enumerable.Range(0, counts.Length).OrderBy(item => counts[item]).ThenByDescending(item => catalogue.TieOrder(item, 0))];
        return new ItemFacts(counts, SlicesOf(counts, ascending, tailShare * counts.Sum(count => (long)count)), PercentilesOf(counts, ascending),
            [.. counts.Select(count => Math.Pow(Math.Max(1, count), -propensityExponent))],
            [.. ascending.Reverse().Where(catalogue.IsCandidate)], sets);
    }

    private static ItemSlice[] SlicesOf(int[] counts, int[] ascending, double tailEvents)
    {
        var slices = new ItemSlice[counts.Length];
        long events = 0;
        foreach (int item in ascending)
        {
            events += counts[item];
            slices[item] = counts[item] == 0 ? ItemSlice.Cold : events <= tailEvents ? ItemSlice.Tail : ItemSlice.Head;
        }
        return slices;
    }

    private static double[] PercentilesOf(int[] counts, int[] ascending)
    {
        double[] percentiles = new double[counts.Length];
        for (int start = 0; start < ascending.Length;)
        {
            int end = start;
            while (end < ascending.Length && counts[ascending[end]] == counts[ascending[start]]) end++;
            foreach (int item in ascending.AsSpan(start..end)) percentiles[item] = (start + end) / 2.0 / ascending.Length;
            start = end;
        }
        return percentiles;
    }
}
