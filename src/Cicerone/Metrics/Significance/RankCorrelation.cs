namespace Cicerone.Metrics.Significance;

/// <summary>Spearman's correlation of ranks (Spearman, 1904): Pearson's, of ranks in place of numbers; equal numbers share the mean of their ranks.</summary>
public static class RankCorrelation
{
    /// <summary>The correlation of two columns of one length.</summary>
    /// <returns>−1 to 1; not a number where a column has fewer than two different numbers.</returns>
    public static double Of(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length) throw new ArgumentException($"The columns have {left.Length} and {right.Length} numbers.", nameof(right));
        double[] a = Ranks(left), b = Ranks(right);
        double middle = (left.Length - 1) / 2.0, both = 0, ofA = 0, ofB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - middle) * (b[i] - middle);
            ofA += (a[i] - middle) * (a[i] - middle);
            ofB += (b[i] - middle) * (b[i] - middle);
        }
        return both / Math.Sqrt(ofA * ofB);
    }

    private static double[] Ranks(ReadOnlySpan<double> numbers)
    {
        double[] sorted = numbers.ToArray(), ranks = new double[numbers.Length];
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + end - 1) / 2.0;
            start = end;
        }
        return ranks;
    }
}
