namespace Cicerone.Neural.Catchments;

/// <summary>
/// How far a simulated series is from an observed one, with its derivative. The observed is one contiguous stretch of days, NaN where it is missing:
/// a benchmark that moves has no meaning over days that were shuffled.
/// </summary>
public abstract class SeriesLoss
{
    private protected SeriesLoss(ReadOnlySpan<double> observed)
    {
        Observed = observed.ToArray();
        Days = [.. Enumerable.Range(0, Observed.Length).Where(day => double.IsFinite(Observed[day]))];
        if (Days.Length < 2) throw new CiceroneException($"{Days.Length} days have an observed value, and a loss needs at least 2.");
        Mean = Days.Average(day => Observed[day]);
        Squares = Days.Sum(day => (Observed[day] - Mean) * (Observed[day] - Mean));
        if (Squares <= 0) throw new CiceroneException("The observed series is constant; no loss can tell simulations apart by it.");
    }

    /// <summary>The observed values.</summary>
    private protected double[] Observed { get; }

    /// <summary>The days that have an observed value.</summary>
    private protected int[] Days { get; }

    /// <summary>The mean of the observed.</summary>
    private protected double Mean { get; }

    /// <summary>The sum of squares of the observed about its mean.</summary>
    private protected double Squares { get; }

    /// <summary>The loss: 0 when perfect.</summary>
    /// <param name="simulated">A value of every day of the stretch, finite.</param>
    /// <param name="gradient">Filled in: how the loss changes with each of them.</param>
    public abstract double Of(ReadOnlySpan<double> simulated, Span<double> gradient);
}
