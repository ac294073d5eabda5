namespace Cicerone.Metrics;

/// <summary>
/// The area under the receiver operating characteristic of one person: the chance that a relevant item is ranked above one
/// that is not, a tie counting half. It looks at the whole ranking, so it has no cutoff.
/// </summary>
public static class AreaUnderCurve
{
    /// <summary>What it is, for a report.</summary>
    public const string Definition = "chance that a relevant item is scored above a candidate that is not, ties counting half, over the whole ranking; relevant items that are masked or no candidates count as last";

    /// <summary>The area, exactly, by counting.</summary>
    /// <param name="relevant">Scores of the relevant items that are candidates.</param>
    /// <param name="others">Scores of the other candidates.</param>
    /// <param name="answers">How many items are relevant, candidates or not, at least 1; those without a score count as last.</param>
    /// <returns>0 to 1; not a number where there is nothing else to rank.</returns>
    public static double Of(ReadOnlySpan<float> relevant, ReadOnlySpan<float> others, int answers)
    {
        float[] sorted = relevant.ToArray();
        Array.Sort(sorted);
        long doubled = 0; // twice the pairs won, so that ties are whole numbers
        foreach (float score in others) doubled += 2L * sorted.Length - Count(sorted, score, orEqual: false) - Count(sorted, score, orEqual: true);
        return doubled / (2.0 * answers * others.Length);
    }

    /// <summary>How many of the scores lie below one, or not above it.</summary>
    private static int Count(float[] sorted, float score, bool orEqual)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < score || (orEqual && sorted[middle] == score)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
