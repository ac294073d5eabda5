using System.Text.Json.Nodes;

namespace Cicerone.Evaluation.Tuning;

/// <summary>What a search found.</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Metric">The measure, on validation.</param>
/// <param name="Method">How it searched.</param>
/// <param name="Budget">How many trials were allowed; fewer were made when no new settings were left.</param>
/// <param name="Trials">The trials, in order.</param>
public sealed record SearchResult(string Algorithm, string Metric, string Method, int Budget, IReadOnlyList<Trial> Trials)
{
    /// <summary>The trial that earned most, the earliest of equals; null when every fit was refused.</summary>
    public Trial? Best => Trials.Where(trial => trial.Figure is not null).MaxBy(trial => trial.Figure);

    /// <summary>The result as reports hold it: what was searched, <c>best</c> and the <c>trials</c> as a table.</summary>
    public JsonObject ToJson() => new()
    {
        ["algorithm"] = Algorithm,
        ["metric"] = Metric,
        ["part"] = "validation",
        ["method"] = Method,
        ["budget"] = Budget,
        ["seconds"] = Math.Round(Trials.Sum(trial => trial.Seconds), 3),
        ["best"] = Best?.ToJson(),
        ["trials"] = new JsonArray([.. Trials.Select(trial => trial.ToJson())]),
    };
}
