namespace Cicerone.Metrics.Series;

/// <summary>A figure of a pair of series.</summary>
/// <param name="Value">The figure; not a number where it is undefined.</param>
/// <param name="Undefined">Why it is undefined; null where it is defined.</param>
public readonly record struct SeriesFigure(double Value, string? Undefined)
{
    /// <summary>A figure that is defined.</summary>
    public static SeriesFigure Of(double value) => new(value, Undefined: null);

    /// <summary>A figure that is not.</summary>
    public static SeriesFigure Without(string reason) => new(double.NaN, reason);
}
