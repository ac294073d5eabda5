using Cicerone.Cli.Terminals;

namespace Cicerone.Cli.Tour;

/// <summary>What was found at the ten stops, as a person and as a program reads it.</summary>
internal static class TourText
{
    /// <summary>Prints the stops.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<TourFinding> findings)
    {
        terminal.Line($"The tour; lit: {findings.Count(finding => finding.IsLit)} of {findings.Count} stops.");
        terminal.Table(["#stop", "method", "state", "what the reader sees"],
            findings.Select(finding => new[] { $"{finding.Stop.Number}", finding.Stop.Method, finding.State, finding.Stop.Sees }));
    }

    /// <summary>The stops with what came of each attempt.</summary>
    public static object Document(IReadOnlyList<TourFinding> findings) =>
        findings.Select(finding => new
        {
            finding.Stop.Number,
            finding.Stop.Method,
            finding.Stop.Name,
            Lit = finding.IsLit,
            finding.State,
            Attempts = finding.Attempts.Select(attempt => new { attempt.Surface, Works = attempt.Fault is null, attempt.Fault }),
        });
}
