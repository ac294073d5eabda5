namespace Cicerone.Evaluation.Drift;

/// <summary>How a model is watched over time.</summary>
public sealed record DriftOptions : OptionSet
{
    /// <summary>Days of a period.</summary>
    [Option("days of a period", Min = 1, Max = 366)]
    public int PeriodDays { get; init => field = Checked(value); } = 7;

    /// <summary>Periods after the first moment from which it is learned how often lists hold what is chosen; the alarm watches those after them.</summary>
    [Option("periods from which it is learned how often lists hold what is chosen, before the alarm watches", Min = 1, Max = 1_000)]
    public int Reference { get; init => field = Checked(value); } = 6;

    /// <summary>By how large a share of that hits may fall before it is a fall.</summary>
    [Option("share by which hits may fall before it is a fall", Min = 0, Max = 0.9)]
    public double ToleratedFall { get; init => field = Checked(value); } = 0.1;

    /// <summary>The share of choices that may be of any category before demand is not as forecast.</summary>
    [Option("share of choices that may be of any category before demand is not as forecast", Min = 0, Max = 0.9)]
    public double ToleratedMix { get; init => field = Checked(value); } = 0.05;

    /// <summary>The chance that either alarm ever fires although nothing has changed by more than is tolerated; each gets half.</summary>
    [Option("chance that either alarm ever fires although nothing has changed by more than is tolerated", Min = 1e-6, Max = 0.5)]
    public double FalseAlarms { get; init => field = Checked(value); } = 0.05;

    /// <summary>Periods of the moving mean that demand is scored around, odd.</summary>
    [Option("periods of the moving mean that demand is scored around, odd", Min = 3, Max = 1_001)]
    public int Window { get; init => field = Checked(value); } = 27;

    /// <summary>Events of a category that a period must have on the mean to be scored: fewer are mostly chance.</summary>
    [Option("events of a category that a period must have on the mean to be scored", Min = 1, Max = 1e6)]
    public double FewestEvents { get; init => field = Checked(value); } = 20;

    internal TimeSpan Period => TimeSpan.FromDays(PeriodDays);
}
