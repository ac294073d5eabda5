using System.Text.Json.Nodes;

namespace Cicerone.Evaluation.Tuning;

/// <summary>One try of a search.</summary>
/// <param name="Number">Its place in the search, from 0.</param>
/// <param name="Settings">The varied options and their values.</param>
/// <param name="Figure">What it earned on validation; null when the fit was refused.</param>
/// <param name="Fault">Why the fit was refused; null when it was not.</param>
/// <param name="Seconds">How long fit and validation took.</param>
public sealed record Trial(int Number, IReadOnlyDictionary<string, string> Settings, double? Figure, string? Fault, double Seconds)
{
    /// <summary>The trial as a journal and a report hold it.</summary>
    public JsonObject ToJson() => new()
    {
        ["trial"] = Number,
        ["settings"] = new JsonObject(Settings.Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Key, setting.Value))),
        ["figure"] = Figure,
        ["fault"] = Fault,
        ["seconds"] = Math.Round(Seconds, 3),
    };

    internal static Trial FromJson(JsonNode json) => new(json["trial"]!.GetValue<int>(),
        new OrderedDictionary<string, string>(json["settings"]!.AsObject().Select(setting => KeyValuePair.Create(setting.Key, setting.Value!.GetValue<string>()))),
        json["figure"]?.GetValue<double>(), json["fault"]?.GetValue<string>(), json["seconds"]!.GetValue<double>());
}
