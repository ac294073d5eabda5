namespace Cicerone.Benchmarks.Studies;

/// <summary>One of the things that a study compares: an algorithm and its settings.</summary>
/// <param name="Name">What tables and folders call it.</param>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Settings">What is set, as on the command line: <c>epochs=60 patience=20</c>.</param>
internal sealed record Arm(string Name, string Algorithm, string Settings = "")
{
    /// <summary>The settings by name.</summary>
    public IReadOnlyDictionary<string, string> ByName =>
        Settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
