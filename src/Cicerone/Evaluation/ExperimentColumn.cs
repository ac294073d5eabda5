using System.Text.Json.Nodes;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>What an algorithm earned on one split, beside the baselines: a column of a report.</summary>
public sealed record ExperimentColumn
{
    /// <summary>The data and the rules.</summary>
    public required Split Split { get; init; }

    /// <summary>Fingerprint of the split.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Which items were ranked: see <see cref="Data.Catalogue.CandidatesSha256"/>.</summary>
    public required string CandidatesSha256 { get; init; }

    /// <summary>Figures on validation; null when the split has none.</summary>
    public EvaluationResult? Validation { get; init; }

    /// <summary>Figures on test.</summary>
    public required EvaluationResult Test { get; init; }

    /// <summary>Figures of the baselines on test.</summary>
    public required IReadOnlyList<Baseline> Baselines { get; init; }

    /// <summary>The algorithm against the best baseline, for every measure of accuracy and, of the slices, for ndcg.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>How long the fit took.</summary>
    public required TimeSpan FitTime { get; init; }

    /// <summary>How long the test took.</summary>
    public required TimeSpan TestTime { get; init; }

    /// <summary>The column as <c>metrics.json</c> holds it: <c>protocol</c>, <c>counts</c>, <c>validation</c>, <c>test</c>, <c>slices</c>, <c>baselines</c>, <c>differences</c>, <c>seconds</c>.</summary>
    /// <param name="seed">The seed of ties.</param>
    public JsonObject ToJson(ulong seed) => new()
    {
        ["protocol"] = MetricsJson.Protocol(Split.Protocol, Split.Rules, Test, CandidatesSha256, seed),
        ["counts"] = new JsonObject
        {
            ["people"] = Split.Train.Users.Count,
            ["items"] = Split.Train.Items.Count,
            ["train"] = Split.Train.Count,
            ["valid"] = Split.Valid.Count,
            ["test"] = Split.Test.Count,
            ["fold_in"] = Split.FoldIn.Count,
            ["left_out"] = Split.LeftOut.Count,
            ["people_left_out"] = Split.LeftOut.User.ToArray().Distinct().Count(),
        },
        ["validation"] = Validation is null ? null : MetricsJson.Figures(Validation.Figures),
        ["test"] = MetricsJson.Figures(Test.Figures),
        ["slices"] = MetricsJson.Slices(Test),
        ["baselines"] = new JsonObject(Baselines.Select(baseline => KeyValuePair.Create<string, JsonNode?>(baseline.Algorithm, MetricsJson.Figures(baseline.Test)))),
        ["differences"] = new JsonArray([.. Differences.Select(difference => difference.ToJson())]),
        ["seconds"] = MetricsJson.Seconds(FitTime, TestTime),
    };
}
