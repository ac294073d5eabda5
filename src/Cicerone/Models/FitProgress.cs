namespace Cicerone.Models;

/// <summary>How far a fit has come.</summary>
/// <param name="Stage">What is being done: "inverting the item matrix".</param>
/// <param name="Fraction">Part of the whole fit that is done, 0 to 1.</param>
public readonly record struct FitProgress(string Stage, double Fraction)
{
    /// <summary>Mean training loss of the present epoch so far; null where there is none.</summary>
    public double? Loss { get; init; }

    /// <summary>Training examples a second; null where there are none.</summary>
    public double? Rate { get; init; }

    /// <summary>Time left if the fit does not stop early; null when unknown.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The epoch that has just ended; null in between.</summary>
    public EpochReport? Epoch { get; init; }

    /// <summary>Something the reader should know of the result; null when there is nothing.</summary>
    public string? Warning { get; init; }
}
