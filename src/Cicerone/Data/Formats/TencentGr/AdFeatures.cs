using System.Globalization;
using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>Values by the id of their feature, such as <c>101</c>. A feature that is absent is missing; one with several values is a list.</summary>
public sealed class AdFeatures
{
    private readonly Dictionary<string, AdValue[]> _values = [];

    /// <summary>No features.</summary>
    public static AdFeatures None { get; } = new();

    /// <summary>Ids of the features that there are.</summary>
    public IReadOnlyCollection<string> Ids => _values.Keys;

    /// <summary>The values of a feature; empty where it is missing.</summary>
    public IReadOnlyList<AdValue> this[string id] => _values.GetValueOrDefault(id) ?? [];

    /// <summary>Adds a feature that is an index, or several.</summary>
    public void Add(string id, params ReadOnlySpan<int> indices) => _values.Add(id, [.. indices.ToArray().Select(index => new AdValue(index.ToString(CultureInfo.InvariantCulture), IsUnseen: false))]);

    /// <summary>Adds a feature that is raw text.</summary>
    public void AddUnseen(string id, string text) => _values.Add(id, [new AdValue(text, IsUnseen: true)]);

    /// <summary>Reads an object of features, or null.</summary>
    /// <exception cref="CiceroneException">It is none.</exception>
    internal static AdFeatures Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return None;
        if (json.ValueKind != JsonValueKind.Object) throw new CiceroneException("features are no object");
        var features = new AdFeatures();
        foreach (JsonProperty feature in json.EnumerateObject())
        {
            AdValue[] values = feature.Value.ValueKind == JsonValueKind.Array ? [.. feature.Value.EnumerateArray().Select(value => ValueOf(feature.Name, value))] : [ValueOf(feature.Name, feature.Value)];
            if (!features._values.TryAdd(feature.Name, values)) throw new CiceroneException($"the feature '{feature.Name}' occurs twice");
        }
        return features;
    }

    /// <summary>Writes them as an object, in the order of their ids.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((string id, AdValue[] values) in _values.OrderBy(feature => feature.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(id);
            if (values.Length == 1 && !AdFields.IsList(id))
            {
                Write(json, values[0]);
                continue;
            }
            json.WriteStartArray();
            foreach (AdValue value in values) Write(json, value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static AdValue ValueOf(string id, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => new AdValue(json.GetRawText(), IsUnseen: false),
        JsonValueKind.String => new AdValue(json.GetString()!, IsUnseen: true),
        _ => throw new CiceroneException($"the feature '{id}' is neither a number nor text, nor a list of those"),
    };

    private static void Write(Utf8JsonWriter json, AdValue value)
    {
        if (value.IsUnseen) json.WriteStringValue(value.Text);
        else json.WriteRawValue(value.Text);
    }
}
