namespace Cicerone.Evaluation.Drift;

/// <summary>What an alarm found.</summary>
/// <param name="Watches">What it watches, in a few words.</param>
/// <param name="FalseAlarms">The chance that it ever fires although nothing has changed by more than is tolerated.</param>
/// <param name="Evidence">What a stake of 1 has become at the end, or when the alarm fired.</param>
/// <param name="FiredAt">When it fired, in Unix milliseconds; null where it stayed silent.</param>
/// <param name="Told">What it held to be unchanged.</param>
public sealed record DriftFinding(string Watches, double FalseAlarms, double Evidence, long? FiredAt, string Told);
