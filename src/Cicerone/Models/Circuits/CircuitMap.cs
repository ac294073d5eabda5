using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicerone.Models.Circuits;

/// <summary>The parts of a decoder that forgetting looked into: what each serves, and what was done to it. It names nobody.</summary>
/// <param name="Parts">All parts, from below: the heads of a layer, then its feed-forward network.</param>
/// <param name="Edges">The weightiest ways between parts that are not inert, over answers to be forgotten.</param>
/// <param name="Noise">δ: how far from 0 the specificity of a part is by chance.</param>
public sealed record CircuitMap(IReadOnlyList<CircuitPart> Parts, IReadOnlyList<CircuitEdge> Edges, double Noise)
{
    /// <summary>How many parts serve what.</summary>
    public int Count(CircuitGroup group) => Parts.Count(part => part.Group == group);

    /// <summary>The map as a receipt holds it.</summary>
    public JsonObject ToJson() => new()
    {
        ["noise"] = Noise,
        ["parts"] = new JsonArray([.. Parts.Select(part => new JsonObject
        {
            ["layer"] = part.Layer,
            ["head"] = part.Head,
            ["group"] = part.Group.ToString().ToLowerInvariant(),
            ["forget"] = part.ForgetShare,
            ["retain"] = part.RetainShare,
            ["conflicts"] = part.Conflicts,
            ["moved"] = part.Moved,
        })]),
        ["edges"] = new JsonArray([.. Edges.Select(edge => new JsonObject { ["from"] = edge.From, ["to"] = edge.To, ["weight"] = edge.Weight })]),
    };

    /// <summary>Reads <see cref="ToJson"/> back.</summary>
    /// <exception cref="JsonException">A part lacks something, or is of no known group.</exception>
    public static CircuitMap Of(JsonNode json)
    {
        ArgumentNullException.ThrowIfNull(json);
        static JsonNode Known(JsonNode? of, string name) => of?[name] ?? throw new JsonException($"A circuit lacks '{name}'.");
        static T Field<T>(JsonNode? of, string name) => Known(of, name).GetValue<T>();
        static CircuitGroup Group(string name) => Enum.TryParse(name, ignoreCase: true, out CircuitGroup group) ? group : throw new JsonException($"'{name}' is no group of a circuit.");
        return new CircuitMap(
            [.. Known(json, "parts").AsArray().Select(part => new CircuitPart(Field<int>(part, "layer"), part?["head"]?.GetValue<int>(), Group(Field<string>(part, "group")),
                Field<double>(part, "forget"), Field<double>(part, "retain"), Field<double>(part, "conflicts"), Field<double>(part, "moved")))],
            [.. Known(json, "edges").AsArray().Select(edge => new CircuitEdge(edge?["from"]?.GetValue<int>(), edge?["to"]?.GetValue<int>(), Field<double>(edge, "weight")))],
            Field<double>(json, "noise"));
    }
}
