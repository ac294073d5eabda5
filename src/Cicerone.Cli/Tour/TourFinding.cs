using Cicerone.Server.Tour;

namespace Cicerone.Cli.Tour;

/// <summary>A stop and what came of trying it.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Attempts">One for each surface.</param>
internal sealed record TourFinding(TourStop Stop, IReadOnlyList<TourAttempt> Attempts)
{
    /// <summary>Whether the stop works through every surface.</summary>
    public bool IsLit => Attempts.All(attempt => attempt.Fault is null);

    /// <summary>Whether nothing of the stop works yet.</summary>
    public bool IsUnbuilt => Attempts.All(attempt => attempt.Fault is not null);

    /// <summary><c>lit</c>, or <c>dark:</c> and why.</summary>
    public string State =>
        IsLit ? "lit"
        : IsUnbuilt ? "dark: not yet built"
        : $"dark: works through {Names(works: true)}, but not through {Names(works: false)}";

    private string Names(bool works) =>
        string.Join(" and ", Attempts.Where(attempt => attempt.Fault is null == works).Select(attempt => attempt.Surface));
}
