using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>What an <see cref="Experiment"/> found.</summary>
public sealed record ExperimentResult
{
    /// <summary>The fitted model.</summary>
    public required IRanker Model { get; init; }

    /// <summary>The items it ranks.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>What its folder will say of it.</summary>
    public required ModelCard Card { get; init; }

    /// <summary>The data and the rules.</summary>
    public required Split Split { get; init; }

    /// <summary>What is known of the items.</summary>
    public required ItemTable Items { get; init; }

    /// <summary>Where the data came from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>Figures on validation; null when the split has none.</summary>
    public EvaluationResult? Validation { get; init; }

    /// <summary>Figures on test.</summary>
    public required EvaluationResult Test { get; init; }

    /// <summary>Figures of the baselines on test.</summary>
    public required IReadOnlyList<Baseline> Baselines { get; init; }

    /// <summary>How long the fit took.</summary>
    public required TimeSpan FitTime { get; init; }

    /// <summary>How long the test took.</summary>
    public required TimeSpan TestTime { get; init; }

    /// <summary>
    /// The result as <c>metrics.json</c> holds it: <c>protocol</c>, <c>data</c>, <c>model</c>, <c>validation</c>, <c>test</c>,
    /// <c>baselines</c>, <c>seconds</c>.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["protocol"] = new JsonObject
        {
            ["name"] = Split.Protocol,
            ["fingerprint"] = Card.ProtocolFingerprint,
            ["history"] = Names(Split.Rules.History),
            ["mask"] = Names(Split.Rules.Mask),
            ["ranking"] = "full",
            ["candidates"] = Test.Candidates,
            ["people"] = Test.People.Count,
            ["masked_answers"] = Test.Unreachable,
            ["ties"] = "seeded hash of the item's id, drawn for each query",
            ["seed"] = Options.Seed.ToString(CultureInfo.InvariantCulture),
            ["definitions"] = new JsonObject(RankingMetric.All.Select(metric => KeyValuePair.Create<string, JsonNode?>(metric.Name, metric.Definition))),
        },
        ["data"] = new JsonObject
        {
            ["name"] = Provenance.Name,
            ["sha256"] = Provenance.Sha256,
            ["bad_rows"] = Provenance.BadRows,
            ["people"] = Split.Train.Users.Count,
            ["items"] = Split.Train.Items.Count,
            ["train"] = Split.Train.Count,
            ["valid"] = Split.Valid.Count,
            ["test"] = Split.Test.Count,
        },
        ["model"] = new JsonObject
        {
            ["algorithm"] = Card.Algorithm,
            ["options"] = new JsonObject(Card.Options.Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value))),
            ["seed"] = Card.Seed.ToString(CultureInfo.InvariantCulture),
            ["version"] = Card.Version,
        },
        ["validation"] = Validation is null ? null : Figures(Validation.Means),
        ["test"] = Figures(Test.Means),
        ["baselines"] = new JsonObject(Baselines.Select(baseline => KeyValuePair.Create<string, JsonNode?>(baseline.Algorithm, Figures(baseline.Test)))),
        ["seconds"] = new JsonObject { ["fit"] = Math.Round(FitTime.TotalSeconds, 3), ["test"] = Math.Round(TestTime.TotalSeconds, 3) },
    };

    private static JsonArray Names(IEnumerable<SplitPart> parts) => [.. parts.Select(part => (JsonNode)part.ToString().ToLowerInvariant())];

    private static JsonObject Figures(IReadOnlyDictionary<string, double> means) =>
        new(means.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null)));
}
