using System.Text.Json.Nodes;
using Cicerone.Models;
using Cicerone.Models.Circuits;

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
    /// <summary>How much the lists of those who stay changed; null where nobody has a history.</summary>
    public StayingLists? Lists { get; init; }

    /// <summary>The parts of the model that were looked into; null where it was not unlearned by parts.</summary>
    public CircuitMap? Circuits { get; init; }

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
        ["lists"] = Lists is null ? null : new JsonObject { ["people"] = Lists.People, ["length"] = Lists.Length, ["same"] = Lists.Same },
        ["circuits"] = Circuits?.ToJson(),
        ["seconds"] = Math.Round(Seconds, 3),
        ["removed"] = new JsonArray([.. Removed.Select(what => JsonValue.Create(what))]),
        ["remains"] = new JsonArray([.. Remains.Select(what => JsonValue.Create(what))]),
    };

    /// <summary>The latest receipt of a run; null where nobody was forgotten in it.</summary>
    /// <exception cref="CiceroneException">The file of receipts is damaged.</exception>
    public static ForgetReceipt? Latest(string run) => ReceiptFile.Read(run) is [.., { } latest] ? ReceiptFile.OfDamaged(run, () => Of(latest)) : null;

    private static ForgetReceipt Of(JsonNode json)
    {
        static IReadOnlyList<string> Texts(JsonNode? texts) => [.. texts!.AsArray().Select(text => text!.GetValue<string>())];
        return new ForgetReceipt(json["time"]!.GetValue<DateTime>().ToUniversalTime(), json["people"]!.GetValue<int>(),
            new OrderedDictionary<string, int>(json["events"]!.AsObject().Select(part => KeyValuePair.Create(part.Key, part.Value!.GetValue<int>()))),
            json["items"]!.GetValue<int>(), json["algorithm"]!.GetValue<string>(), json["how"]!.GetValue<string>(),
            [.. json["checks"]!.AsArray().Select(check => new ForgettingCheck(check!["what"]!.GetValue<string>(), check["figure"]?.GetValue<double>() ?? double.NaN, check["limit"]!.GetValue<double>()))],
            json["seconds"]!.GetValue<double>(), Texts(json["removed"]), Texts(json["remains"]))
        {
            Lists = json["lists"] is { } lists ? new StayingLists(lists["people"]!.GetValue<int>(), lists["length"]!.GetValue<int>(), lists["same"]!.GetValue<double>()) : null,
            Circuits = json["circuits"] is { } circuits ? CircuitMap.Of(circuits) : null,
        };
    }
}
