using System.Text.Json.Nodes;
using Cicerone.Data.Buckets;
using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>What a <see cref="StreamedExperiment"/> found.</summary>
public sealed record StreamedResult
{
    /// <summary>The fitted model.</summary>
    public required IRanker Model { get; init; }

    /// <summary>The data and the rules.</summary>
    public required SplitBuckets Split { get; init; }

    /// <summary>What the model's folder will say of it.</summary>
    public required ModelCard Card { get; init; }

    /// <summary>Where the data came from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>Figures on validation; null when the split has none.</summary>
    public EvaluationSummary? Validation { get; init; }

    /// <summary>Figures on test.</summary>
    public required EvaluationSummary Test { get; init; }

    /// <summary>Figures of the baseline popularity on test.</summary>
    public required EvaluationSummary Popularity { get; init; }

    /// <summary>How long the fit took.</summary>
    public required TimeSpan FitTime { get; init; }

    /// <summary>How long the test took.</summary>
    public required TimeSpan TestTime { get; init; }

    /// <summary>The result as <c>metrics.json</c> holds it: as that of an <see cref="ExperimentResult"/>, without what needs everybody at once.</summary>
    public JsonObject ToJson() => new()
    {
        ["protocol"] = MetricsJson.Protocol(Split.Protocol, Split.Rules, Test, Split.Candidates.CandidatesSha256(), Options.Seed),
        ["data"] = new JsonObject
        {
            ["name"] = Provenance.Name,
            ["sha256"] = Provenance.Sha256,
            ["bad_rows"] = Provenance.BadRows,
            ["people"] = Split.TrainingPeople,
            ["items"] = Split.Items.Items.Count,
            ["train"] = Split.TrainingEvents,
            ["buckets"] = Split.Count,
        },
        ["features"] = new JsonArray(),
        ["model"] = MetricsJson.Model(Card),
        ["validation"] = Validation is null ? null : MetricsJson.Figures(Validation.Figures),
        ["test"] = MetricsJson.Figures(Test.Figures),
        ["slices"] = MetricsJson.Slices(Test),
        ["baselines"] = new JsonObject { ["popularity"] = MetricsJson.Figures(Popularity.Figures) },
        ["differences"] = new JsonArray(),
        ["seconds"] = MetricsJson.Seconds(FitTime, TestTime),
    };
}
