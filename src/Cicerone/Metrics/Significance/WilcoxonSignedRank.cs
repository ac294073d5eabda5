namespace Cicerone.Metrics.Significance;

/// <summary>
/// The signed-rank test of whether paired differences lie evenly about zero (Wilcoxon, Biometrics Bulletin, 1945). Zero
/// differences are left out, tied ones share their mean rank.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>The most differences for which the p-value is exact, ties included; beyond, it is the normal approximation with corrections for ties and continuity.</summary>
    public const int MostExact = 50;

    /// <summary>The two-sided p-value; 1 when every difference is zero.</summary>
    /// <param name="differences">One finite number a person.</param>
    public static double Of(ReadOnlySpan<double> differences)
    {
        double[] signed = [.. differences.ToArray().Where(difference => difference != 0).OrderBy(Math.Abs)];
        if (signed.Length == 0) return 1;
        int[] doubledRanks = DoubledRanks(signed, out double ties);
        long positive = 0, all = 0;
        for (int i = 0; i < signed.Length; i++)
        {
            all += doubledRanks[i];
            if (signed[i] > 0) positive += doubledRanks[i];
        }
        long smaller = Math.Min(positive, all - positive);
        return signed.Length <= MostExact ? Exact(doubledRanks, smaller) : Approximate(signed.Length, smaller / 2.0, ties);
    }

    /// <summary>Twice the rank of each magnitude, so that shared ranks are whole numbers, and Σ(t³ − t) over ties of t.</summary>
    private static int[] DoubledRanks(double[] byMagnitude, out double ties)
    {
        int[] ranks = new int[byMagnitude.Length];
        ties = 0;
        for (int start = 0; start < ranks.Length;)
        {
            int end = start;
            while (end < ranks.Length && Math.Abs(byMagnitude[end]) == Math.Abs(byMagnitude[start])) end++;
            ranks.AsSpan(start..end).Fill(start + 1 + end);
            double tied = end - start;
            ties += tied * tied * tied - tied;
            start = end;
        }
        return ranks;
    }

    /// <summary>Counts, of all ways to give signs, those whose rank sum is no larger; whole numbers below 2⁵³ are exact.</summary>
    private static double Exact(int[] doubledRanks, long smaller)
    {
        double[] ways = new double[smaller + 1];
        ways[0] = 1;
        foreach (int rank in doubledRanks)
            for (long sum = smaller; sum >= rank; sum--) ways[sum] += ways[sum - rank];
        return Math.Min(1, 2 * ways.Sum() / Math.Pow(2, doubledRanks.Length));
    }

    private static double Approximate(int n, double smaller, double ties)
    {
        double mean = n * (n + 1.0) / 4, variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
        return Distributions.NormalTwoSided(Math.Max(0, mean - smaller - 0.5) / Math.Sqrt(variance));
    }
}
