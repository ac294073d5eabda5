namespace Cicerone.Neural.Catchments;

/// <summary>The logistic function, and shares that add up to one.</summary>
internal static class Gate
{
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The derivative of the logistic function where it has a value.</summary>
    public static double Slope(double value) => value * (1 - value);

    /// <summary>Softmax.</summary>
    public static void Shares(ReadOnlySpan<double> reals, Span<double> shares)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double real in reals) largest = Math.Max(largest, real);
        for (int i = 0; i < reals.Length; i++) sum += shares[i] = Math.Exp(reals[i] - largest);
        for (int i = 0; i < reals.Length; i++) shares[i] /= sum;
    }
}
