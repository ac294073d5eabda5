namespace Cicerone.Language.Statements.Clustering;

/// <summary>How well clusters agree with known ones.</summary>
/// <param name="Precision">Of the pairs put together, the share that belongs together; 1 where none was.</param>
/// <param name="Recall">Of the pairs that belong together, the share that was put together; 1 where none does.</param>
/// <param name="BCubedPrecision">Mean over statements of the share of their cluster that belongs with them (Bagga and Baldwin, 1998).</param>
/// <param name="BCubedRecall">Mean over statements of the share of what belongs with them that is in their cluster.</param>
public sealed record ClusterAgreement(double Precision, double Recall, double BCubedPrecision, double BCubedRecall)
{
    /// <summary>Harmonic mean of the precision and recall of pairs.</summary>
    public double F1 => Harmonic(Precision, Recall);

    /// <summary>Harmonic mean of those of B³.</summary>
    public double BCubed => Harmonic(BCubedPrecision, BCubedRecall);

    /// <summary>Compares.</summary>
    /// <param name="clusters">The cluster of each statement.</param>
    /// <param name="known">The one that it belongs to.</param>
    public static ClusterAgreement Of(IReadOnlyList<int> clusters, IReadOnlyList<int> known)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(known);
        if (clusters.Count != known.Count) throw new ArgumentException($"{clusters.Count} statements are not {known.Count}.", nameof(known));
        Dictionary<int, int> sizes = clusters.CountBy(id => id).ToDictionary(), knownSizes = known.CountBy(id => id).ToDictionary();
        var both = clusters.Zip(known).CountBy(pair => pair).ToDictionary();
        double together = Pairs(sizes.Values), belong = Pairs(knownSizes.Values), right = Pairs(both.Values);
        double Mean(Func<(int First, int Second), double> share) => both.Sum(cell => cell.Value * share(cell.Key)) / clusters.Count;
        return new ClusterAgreement(together == 0 ? 1 : right / together, belong == 0 ? 1 : right / belong,
            Mean(cell => (double)both[cell] / sizes[cell.First]), Mean(cell => (double)both[cell] / knownSizes[cell.Second]));
    }

    private static double Pairs(IEnumerable<int> sizes) => sizes.Sum(size => 0.5 * size * (size - 1));

    private static double Harmonic(double one, double other) => one + other == 0 ? 0 : 2 * one * other / (one + other);
}
