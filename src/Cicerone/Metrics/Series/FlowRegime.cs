namespace Cicerone.Metrics.Series;

/// <summary>Which days of an observed flow are peaks, which are low, and which are recessions; and the errors of a simulation on some days.</summary>
public static class FlowRegime
{
    private const double Offset = 0.01;
    private const int Falls = 3;

    /// <summary>The segments of the flow-duration curve, by the share of days whose flow is larger.</summary>
    public static IReadOnlyList<(string Name, double From, double To)> Segments { get; } = [("peak", 0, 0.02), ("high", 0.02, 0.2), ("mid", 0.2, 0.7), ("low", 0.7, 1)];

    /// <summary>The flow that is exceeded on a share of the observed days (by linear interpolation between days).</summary>
    public static double Exceeded(ReadOnlySpan<double> observed, double share) => Quantile.Of(observed.ToArray().Where(double.IsFinite), 1 - share);

    /// <summary>The days of a segment.</summary>
    public static bool[] DaysOf(ReadOnlySpan<double> observed, double from, double to)
    {
        double most = from == 0 ? double.PositiveInfinity : Exceeded(observed, from), least = to == 1 ? double.NegativeInfinity : Exceeded(observed, to);
        return [.. observed.ToArray().Select(value => value > least && value <= most)];
    }

    /// <summary>The days on which the observed flow has fallen strictly three times in a row.</summary>
    public static bool[] Recessions(ReadOnlySpan<double> observed)
    {
        bool[] days = new bool[observed.Length];
        int falls = 0;
        for (int day = 1; day < observed.Length; day++)
        {
            falls = observed[day] < observed[day - 1] ? falls + 1 : 0;
            days[day] = falls >= Falls;
        }
        return days;
    }

    /// <summary>The error of volume in percent, and the root mean square of log errors with 0.01 of the mean of the observed added, over some days.</summary>
    /// <param name="observed">Observed flow; NaN where missing.</param>
    /// <param name="simulated">Simulated flow.</param>
    /// <param name="days">The days that count.</param>
    public static (double Bias, double LogError) Errors(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated, ReadOnlySpan<bool> days)
    {
        double mean = 0, seen = 0, told = 0, squares = 0;
        int all = 0, count = 0;
        foreach (double value in observed)
            if (double.IsFinite(value)) (mean, all) = (mean + value, all + 1);
        double offset = Offset * mean / all;
        for (int day = 0; day < observed.Length; day++)
        {
            if (!days[day] || !double.IsFinite(observed[day]) || !double.IsFinite(simulated[day])) continue;
            double error = Math.Log(Math.Max(0, simulated[day]) + offset) - Math.Log(Math.Max(0, observed[day]) + offset);
            (seen, told, squares, count) = (seen + observed[day], told + simulated[day], squares + error * error, count + 1);
        }
        return (100 * (told / seen - 1), Math.Sqrt(squares / count));
    }

    /// <summary>Means over so many days around each, both series over the days that have both; NaN where none has.</summary>
    public static (double[] Observed, double[] Simulated) Smoothed(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated, int window)
    {
        double[] y = new double[observed.Length], q = new double[observed.Length];
        BenchmarkFill.Both(new SeriesPair(observed, simulated), new JkgeOptions { Window = window }, [], y, q);
        return (y, q);
    }
}
