namespace Cicerone.Metrics.Significance;

/// <summary>How large paired differences are, beside whether they are there.</summary>
/// <param name="CohenD">Their mean divided by their standard deviation (Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988); not a number where all are equal.</param>
/// <param name="CliffDelta">The share that is above zero less the share that is below (after Cliff, Psychological Bulletin, 1993).</param>
public readonly record struct PairedEffect(double CohenD, double CliffDelta)
{
    /// <summary>Computes both.</summary>
    /// <param name="differences">One finite number a person, at least one.</param>
    public static PairedEffect Of(ReadOnlySpan<double> differences)
    {
        if (differences.IsEmpty) throw new ArgumentException("There are no differences.", nameof(differences));
        double mean = 0, squares = 0, sign = 0;
        foreach (double difference in differences) (mean, sign) = (mean + difference, sign + Math.Sign(difference));
        mean /= differences.Length;
        foreach (double difference in differences) squares += (difference - mean) * (difference - mean);
        double deviation = Math.Sqrt(squares / (differences.Length - 1));
        return new PairedEffect(deviation > 0 ? mean / deviation : double.NaN, sign / differences.Length);
    }
}
