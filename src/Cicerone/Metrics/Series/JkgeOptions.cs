namespace Cicerone.Metrics.Series;

/// <summary>How JKGE_ss is told; the defaults are the canonical form.</summary>
public sealed record JkgeOptions : OptionSet
{
    /// <summary>The terms.</summary>
    [Option("how level, variability and timing are measured")]
    public JkgeVariant Variant { get; init; } = JkgeVariant.Ratio;

    /// <summary>What anomalies are told against.</summary>
    [Option("the slow part of a series, against which its anomalies are told")]
    public SeriesBenchmark Benchmark { get; init; } = SeriesBenchmark.MovingMean;

    /// <summary>Steps of a window or section; odd for a moving mean. For weekly cycles take an odd multiple of 7.</summary>
    [Option("steps of a window or section; odd for a moving mean", Min = 1, Max = 1_000_000)]
    public int Window { get; init => field = Checked(value); } = 31;

    /// <summary>What happens at the ends of the record.</summary>
    [Option("whether windows are cut off at the ends of the record, or steps without a whole one left out")]
    public SeriesEdge Edge { get; init; } = SeriesEdge.Truncate;

    /// <summary>Steps on each side of the middle of a window.</summary>
    internal int Half => (Window - 1) / 2;

    /// <summary>Stops at options that contradict each other.</summary>
    /// <exception cref="CiceroneException">A moving window is even, or a spread by section has no sections.</exception>
    internal void Check()
    {
        if (Benchmark == SeriesBenchmark.MovingMean && Window % 2 == 0)
            throw new CiceroneException($"Option 'window' is {Window}, but a moving mean is centred and needs an odd number of steps: {Window - 1} or {Window + 1}.");
        if (Variant == JkgeVariant.SectionSpread && Benchmark != SeriesBenchmark.SectionMean)
            throw new CiceroneException("Option 'variant' is section-spread, which needs sections: set benchmark=section-mean.");
    }
}
