namespace Cicerone.Metrics.Series;

/// <summary>What a pair of series is like over its valid steps.</summary>
/// <param name="Count">Valid steps.</param>
/// <param name="Observed">Mean of the observed.</param>
/// <param name="Simulated">Mean of the simulated.</param>
/// <param name="Magnitude">Mean of the observed without their signs.</param>
/// <param name="ObservedSquares">Sum of squares of the observed about their mean.</param>
/// <param name="SimulatedSquares">Likewise of the simulated.</param>
/// <param name="Products">Sum of products of both deviations.</param>
/// <param name="Errors">Sum of squared differences, simulated minus observed.</param>
internal readonly record struct SeriesMoments(int Count, double Observed, double Simulated, double Magnitude, double ObservedSquares, double SimulatedSquares, double Products, double Errors)
{
    public double ObservedSpread => Math.Sqrt(ObservedSquares / Count);

    public double SimulatedSpread => Math.Sqrt(SimulatedSquares / Count);

    /// <summary>Why nothing can be scored; null when something can.</summary>
    public string? Undefined =>
        Count < 2 ? $"{Count} steps have both an observed and a simulated value, and 2 are needed"
        : ObservedSpread <= SeriesPair.NoSpread * Math.Abs(Observed) ? "the observed series is constant"
        : null;
}
