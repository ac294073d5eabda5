namespace Cicerone.Metrics.Series;

/// <summary>How wet a year was among the years of its record.</summary>
public enum WaterYearKind
{
    /// <summary>Of the driest third.</summary>
    Dry,

    /// <summary>Between.</summary>
    Median,

    /// <summary>Of the wettest third.</summary>
    Wet,
}
