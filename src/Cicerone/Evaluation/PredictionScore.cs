using System.Text.Json.Nodes;
using Cicerone.Data.Formats;

namespace Cicerone.Evaluation;

/// <summary>What rankings from elsewhere earned, and what of their file did not count.</summary>
/// <param name="Result">The figures; people without a usable line earn nothing, and count.</param>
/// <param name="Predictions">What was read.</param>
public sealed record PredictionScore(EvaluationResult Result, Predictions Predictions)
{
    /// <summary>Lines of tested people whose item is masked for them or no candidate; left out, so that later items move up.</summary>
    public required long MaskedLines { get; init; }

    /// <summary>Tested people for whom no line could be used.</summary>
    public required int PeopleWithout { get; init; }

    /// <summary>People of the file who have nothing held out in the part that was judged.</summary>
    public required int PeopleNotTested { get; init; }

    /// <summary>The score as reports hold it: <c>lines</c> with counts, <c>people</c>, and <c>figures</c>.</summary>
    public JsonObject ToJson()
    {
        ReadReport report = Predictions.Report;
        return new JsonObject
        {
            ["lines"] = new JsonObject
            {
                ["read"] = report.RowCount,
                ["bad"] = report.BadRowCount,
                ["unknown_people"] = Predictions.UnknownPeople,
                ["unknown_items"] = Predictions.UnknownItems,
                ["duplicates"] = Predictions.Duplicates,
                ["masked"] = MaskedLines,
            },
            ["people"] = new JsonObject { ["tested"] = Result.People.Count, ["without_predictions"] = PeopleWithout, ["not_tested"] = PeopleNotTested },
            ["fingerprint"] = Result.Fingerprint,
            ["figures"] = new JsonObject(Result.Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null))),
        };
    }
}
