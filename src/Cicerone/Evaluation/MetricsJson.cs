using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>What <c>metrics.json</c> tells alike of a split in memory and of one in buckets.</summary>
internal static class MetricsJson
{
    public static JsonObject Protocol(string name, SplitRules rules, EvaluationSummary test, string candidatesSha256, ulong seed) => new()
    {
        ["name"] = name,
        ["fingerprint"] = test.Fingerprint,
        ["history"] = Names(rules.History),
        ["mask"] = Names(rules.Mask),
        ["ranking"] = "full",
        ["candidates"] = test.Candidates,
        ["candidates_sha256"] = candidatesSha256,
        ["candidate_items"] = rules.Candidates == CandidateItems.Cold ? "items without a training event" : "all items",
        ["people"] = test.PeopleCount,
        ["people_without_history"] = test.WithoutHistory,
        ["masked_answers"] = test.Unreachable,
        ["ties"] = "seeded hash of the item's id, drawn for each query",
        ["seed"] = $"{seed}",
        ["definitions"] = new JsonObject(test.Definitions.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value))),
    };

    public static JsonObject Slices(EvaluationSummary test) => new(test.Slices.Concat(test.Bins).Select(slice => KeyValuePair.Create<string, JsonNode?>(slice.Name,
        new JsonObject { ["items"] = slice.Items, ["answers"] = slice.Answers, ["people"] = slice.People })));

    public static JsonObject Figures(IReadOnlyDictionary<string, double> figures) =>
        new(figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null)));

    public static JsonObject Model(ModelCard card) => new()
    {
        ["algorithm"] = card.Algorithm,
        ["options"] = new JsonObject(card.Options.Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value))),
        ["seed"] = card.Seed.ToString(CultureInfo.InvariantCulture),
        ["version"] = card.Version,
    };

    public static JsonObject Seconds(TimeSpan fit, TimeSpan test) => new() { ["fit"] = Math.Round(fit.TotalSeconds, 3), ["test"] = Math.Round(test.TotalSeconds, 3) };

    private static JsonArray Names(IEnumerable<SplitPart> parts) => [.. parts.Select(part => (JsonNode)part.ToString().ToLowerInvariant())];
}
