namespace Cicerone.Metrics.Series;

/// <summary>What happens where a window is not whole.</summary>
public enum SeriesEdge
{
    /// <summary>A window is cut off at the ends of the record, and a last short section stays.</summary>
    Truncate,

    /// <summary>Steps whose window is not whole, and a last short section, are left out. Other benchmarks have no edges.</summary>
    Valid,
}
