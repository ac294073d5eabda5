namespace Cicerone.Metrics.Significance;

/// <summary>
/// Correction of p-values for the number of comparisons (Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
/// Scandinavian Journal of Statistics, 1979): calling a difference where the corrected value is at most α errs anywhere with
/// a chance of at most α.
/// </summary>
public static class Holm
{
    /// <summary>The corrected p-values, in the order given. What is not a number stays so and does not count as a comparison.</summary>
    public static IReadOnlyList<double> Correct(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        double[] corrected = [.. pValues];
        int[] ascending = [.. Enumerable.Range(0, corrected.Length).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        double largest = 0;
        for (int place = 0; place < ascending.Length; place++)
            corrected[ascending[place]] = largest = Math.Max(largest, Math.Min(1, (ascending.Length - place) * pValues[ascending[place]]));
        return corrected;
    }
}
