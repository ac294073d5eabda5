namespace Cicerone.Metrics.Series;

/// <summary>The slow part of a series, against which its anomalies are told. The same one is taken of both series.</summary>
public enum SeriesBenchmark
{
    /// <summary>The mean of a window around each step, cut off where the record ends.</summary>
    MovingMean,

    /// <summary>The mean of each block of as many steps as the window, one after another.</summary>
    SectionMean,

    /// <summary>The mean of everything: JKGE_ss is KGE_ss then.</summary>
    LongTermMean,

    /// <summary>The mean of each calendar month over all years; it needs dates.</summary>
    MonthMean,
}
