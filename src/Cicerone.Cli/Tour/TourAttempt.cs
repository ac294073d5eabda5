namespace Cicerone.Cli.Tour;

/// <summary>What came of trying a stop through one surface.</summary>
/// <param name="Surface">library, command, API or page.</param>
/// <param name="Fault">Why it does not work; null when it does.</param>
internal sealed record TourAttempt(string Surface, string? Fault);
