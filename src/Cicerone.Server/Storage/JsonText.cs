using System.Data.Common;
using System.Text.Json;

namespace Cicerone.Server.Storage;

/// <summary>JSON that a store keeps as it was sent.</summary>
internal static class JsonText
{
    private const int MostCharacters = 8192;

    /// <summary>The text, when it is a JSON document that may be stored.</summary>
    /// <exception cref="CiceroneException">It is too long, or no JSON.</exception>
    public static string? Checked(string? json, string name)
    {
        if (json is null) return null;
        if (json.Length > MostCharacters) throw new CiceroneException($"The {name} take {json.Length} characters, but may take {MostCharacters}.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (string text in Texts(document.RootElement))
                if (text.Contains('\0', StringComparison.Ordinal)) throw new CiceroneException($"The {name} hold U+0000, which no database keeps.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CiceroneException($"The {name} are not JSON, or not Unicode: {fault.Message}", fault);
        }
        return json;
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Texts(field.Value).Prepend(field.Name)),
        _ => [],
    };

    /// <summary>A list of texts as JSON.</summary>
    public static string Of(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts);

    /// <summary>Texts by name as JSON.</summary>
    public static string Of(IReadOnlyDictionary<string, string?> texts) => JsonSerializer.Serialize(texts);

    /// <summary>A list of texts back from JSON.</summary>
    public static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    /// <summary>Texts by name back from JSON.</summary>
    public static IReadOnlyDictionary<string, string?> Texts(string json) => JsonSerializer.Deserialize<Dictionary<string, string?>>(json)!;

    /// <summary>The text of a cell; null where it is empty.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
