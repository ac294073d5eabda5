namespace Cicerone.Metrics.Series;

/// <summary>
/// The efficiency of Gupta, Kling et al. (Journal of Hydrology 377, 2009) with its parts: correlation, the ratio of the spreads and
/// that of the means, each 1 when perfect. A constant simulation has correlation 0 by convention, so that the mean of the observed
/// scores 1 − √2 (Knoben et al., HESS 23, 2019).
/// </summary>
/// <param name="Correlation">r, Pearson's.</param>
/// <param name="Variability">α, spread of the simulated over that of the observed.</param>
/// <param name="Bias">β, mean of the simulated over that of the observed.</param>
/// <param name="Gamma">γ, the ratio of the coefficients of variation; not a number where the mean of the simulated is 0.</param>
/// <param name="Undefined">Why the parts are not numbers; null where they are.</param>
public sealed record KlingGupta(double Correlation, double Variability, double Bias, double Gamma, string? Undefined)
{
    /// <summary>KGE = 1 − √((r−1)² + (α−1)² + (β−1)²).</summary>
    public SeriesFigure Efficiency => Told(Variability);

    /// <summary>KGE′, with γ in place of α (Kling, Fuchs and Paulin, Journal of Hydrology 424, 2012).</summary>
    public SeriesFigure Modified => Undefined is null && double.IsNaN(Gamma) ? SeriesFigure.Without("the simulated series has mean 0") : Told(Gamma);

    /// <summary>KGE_ss = 1 − (1 − KGE)/√2: the same scale with 0 for the mean of the observed.</summary>
    public SeriesFigure Skill => Efficiency with { Value = 1 - (1 - Efficiency.Value) / Math.Sqrt(2) };

    /// <summary>The parts of a pair of series.</summary>
    /// <param name="observed">Observed values; NaN where missing.</param>
    /// <param name="simulated">Simulated values, as many; NaN where missing.</param>
    public static KlingGupta Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        SeriesMoments moments = new SeriesPair(observed, simulated).Moments();
        if ((moments.Undefined ?? (moments.Observed == 0 ? "the observed series has mean 0" : null)) is { } reason)
            return new KlingGupta(double.NaN, double.NaN, double.NaN, double.NaN, reason);
        bool flat = moments.SimulatedSpread <= SeriesPair.NoSpread * Math.Max(Math.Abs(moments.Simulated), Math.Abs(moments.Observed));
        double spread = flat ? 0 : moments.SimulatedSpread, bias = moments.Simulated / moments.Observed, variability = spread / moments.ObservedSpread;
        double correlation = flat ? 0 : moments.Products / Math.Sqrt(moments.ObservedSquares * moments.SimulatedSquares);
        return new KlingGupta(correlation, variability, bias, moments.Simulated == 0 ? double.NaN : variability / bias, Undefined: null);
    }

    private SeriesFigure Told(double variability) =>
        new(1 - Math.Sqrt(Square(Correlation - 1) + Square(variability - 1) + Square(Bias - 1)), Undefined);

    private static double Square(double number) => number * number;
}
