using System.Buffers;

namespace Cicerone.Metrics.Series;

/// <summary>
/// The efficiency of Nash and Sutcliffe (Journal of Hydrology 10, 1970): 1 − Σ(q−y)² / Σ(y−ȳ)², 1 for a perfect simulation, 0 for
/// one no better than the mean of the observed, without a lower bound.
/// </summary>
public static class NashSutcliffe
{
    /// <summary>What is added before logarithms are taken, as a share of the mean of the observed (Pushpalatha et al., Journal of Hydrology 420, 2012).</summary>
    public const double LogOffset = 0.01;

    /// <summary>The efficiency.</summary>
    /// <param name="observed">Observed values; NaN where missing.</param>
    /// <param name="simulated">Simulated values, as many; NaN where missing.</param>
    public static SeriesFigure Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        SeriesMoments moments = new SeriesPair(observed, simulated).Moments();
        return moments.Undefined is { } reason ? SeriesFigure.Without(reason) : SeriesFigure.Of(1 - moments.Errors / moments.ObservedSquares);
    }

    /// <summary>The efficiency of log(value + 0.01 ȳ), which weighs low values as much as high ones.</summary>
    /// <inheritdoc cref="Of"/>
    public static SeriesFigure OfLogs(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pair = new SeriesPair(observed, simulated);
        SeriesMoments moments = pair.Moments();
        if (moments.Undefined is { } reason) return SeriesFigure.Without(reason);
        double offset = LogOffset * moments.Observed;
        double[] y = ArrayPool<double>.Shared.Rent(pair.Length), q = ArrayPool<double>.Shared.Rent(pair.Length);
        try
        {
            for (int step = 0; step < pair.Length; step++)
            {
                (y[step], q[step]) = pair.IsValid(step) ? (Math.Log(observed[step] + offset), Math.Log(simulated[step] + offset)) : (double.NaN, double.NaN);
                if (pair.IsValid(step) && !(double.IsFinite(y[step]) && double.IsFinite(q[step])))
                    return SeriesFigure.Without($"step {step + 1} is negative, or the observed series is so on the mean, and has no logarithm");
            }
            return Of(y.AsSpan(0, pair.Length), q.AsSpan(0, pair.Length));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(y);
            ArrayPool<double>.Shared.Return(q);
        }
    }
}
