namespace Cicerone.Metrics.Significance;

/// <summary>Student's t-test of whether paired differences have mean zero (Student, Biometrika, 1908).</summary>
public static class PairedTTest
{
    /// <summary>The two-sided p-value; not a number for fewer than two differences.</summary>
    /// <param name="differences">One finite number a person. All equal to zero give 1; all equal to another number give 0.</param>
    public static double Of(ReadOnlySpan<double> differences)
    {
        int n = differences.Length;
        if (n < 2) return double.NaN;
        double mean = 0, squares = 0;
        foreach (double difference in differences) mean += difference;
        mean /= n;
        foreach (double difference in differences) squares += (difference - mean) * (difference - mean);
        if (squares == 0) return mean == 0 ? 1 : 0;
        return Distributions.StudentTwoSided(mean / Math.Sqrt(squares / (n - 1) / n), n - 1);
    }
}
