namespace Cicerone.Models;

/// <summary>How far a fit has come.</summary>
/// <param name="Stage">What is being done: "inverting the item matrix".</param>
/// <param name="Fraction">Part of the whole fit that is done, 0 to 1.</param>
public readonly record struct FitProgress(string Stage, double Fraction);
