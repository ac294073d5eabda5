using Cicerone.Evaluation.Tuning;

namespace Cicerone.Cli.Reports;

/// <summary><c>tune.html</c>: the trials of a search as a plot and a table.</summary>
internal static class SearchReport
{
    /// <summary>The page.</summary>
    public static string Page(SearchResult result) => Html.Page($"Tuning {result.Algorithm}", $"""
        <p>{result.Trials.Count} of {result.Budget} trials by {Html.Escape(result.Method)} search; {Html.Escape(result.Metric)} on validation. Test events were put away before it began.</p>
        <figure>{Plots.Trials(result)}<figcaption>Each trial, and the best so far.</figcaption></figure>
        {Html.Numbers([result.Metric, "seconds", "settings"], result.Trials.Select(trial => ($"trial {trial.Number + 1}",
            new[] { trial.Figure is { } figure ? $"{figure:0.0000}" : trial.Fault!, $"{trial.Seconds:0.0}", string.Join(", ", trial.Settings.Select(setting => $"{setting.Key}={setting.Value}")) })))}
        """);
}
