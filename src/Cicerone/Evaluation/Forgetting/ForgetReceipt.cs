using System.Text.Json.Nodes;
using Cicerone.Models;

namespace Cicerone.Evaluation.Forgetting;

/// <summary>What was done to forget people, how well, and what it does not reach. It names nobody.</summary>
/// <param name="Time">When it was done.</param>
/// <param name="People">How many people were forgotten.</param>
/// <param name="Events">How many of their events were removed, by part of the split (<c>train</c> …).</param>
/// <param name="Items">How many items were removed because only they had known them.</param>
/// <param name="Algorithm">Name of the model's algorithm.</param>
/// <param name="How">What was done to the model, in a sentence.</param>
/// <param name="Checks">How well it was done.</param>
/// <param name="Seconds">How long the model took, its checks included.</param>
/// <param name="Removed">What else was removed, in words.</param>
/// <param name="Remains">What forgetting does not reach, in sentences.</param>
public sealed record ForgetReceipt(DateTime Time, int People, IReadOnlyDictionary<string, int> Events, int Items, string Algorithm, string How,
    IReadOnlyList<ForgettingCheck> Checks, double Seconds, IReadOnlyList<string> Removed, IReadOnlyList<string> Remains)
{
    /// <summary>The receipt as <c>forgotten.json</c> holds it.</summary>
    public JsonObject ToJson() => new()
    {
        ["time"] = Time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["people"] = People,
        ["events"] = new JsonObject(Events.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Key, part.Value))),
        ["items"] = Items,
        ["algorithm"] = Algorithm,
        ["how"] = How,
        ["checks"] = new JsonArray([.. Checks.Select(check => new JsonObject { ["what"] = check.What, ["figure"] = double.IsFinite(check.Figure) ? check.Figure : null, ["limit"] = check.Limit, ["holds"] = check.Holds })]),
        ["seconds"] = Math.Round(Seconds, 3),
        ["removed"] = new JsonArray([.. Removed.Select(what => JsonValue.Create(what))]),
        ["remains"] = new JsonArray([.. Remains.Select(what => JsonValue.Create(what))]),
    };
}
