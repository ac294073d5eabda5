using System.Globalization;
using System.Text.Json;

namespace Cicerone.Server.Api;

/// <summary>The fields of a JSON object that a request brings; a fault names the field. A null is as good as an absent field.</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement _json;
    private readonly string _owner;

    /// <summary>The fields of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="owner">What it is, for messages: "the event".</param>
    /// <param name="valid">The fields it may have.</param>
    /// <exception cref="CiceroneException">It is no object, or has another field.</exception>
    public JsonFields(JsonElement json, string owner, params string[] valid)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new CiceroneException($"Instead of {owner}, a JSON object, there is {Named(json.ValueKind)}.");
        foreach (JsonProperty field in json.EnumerateObject())
            if (!valid.Contains(field.Name)) throw CiceroneException.UnknownName($"field of {owner}", field.Name, valid);
        (_json, _owner) = (json, owner);
    }

    public string RequiredText(string name) => Text(name) ?? throw new CiceroneException($"The field '{name}' of {_owner} is missing.");

    public string? Text(string name) =>
        Find(name) is { } field ? field.ValueKind == JsonValueKind.String ? field.GetString() : throw Wrong(name, "text", field) : null;

    public double? Number(string name) =>
        Find(name) is { } field ? field.ValueKind == JsonValueKind.Number ? field.GetDouble() : throw Wrong(name, "a number", field) : null;

    public int? Whole(string name) =>
        Find(name) is { } field ? field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number", field) : null;

    public bool? Truth(string name) =>
        Find(name) is { } field ? field.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.GetBoolean() : throw Wrong(name, "true or false", field) : null;

    public JsonElement? Any(string name) => Find(name)?.Clone();

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Array) throw Wrong(name, "a list of texts", field);
        var texts = new List<string>(field.GetArrayLength());
        foreach (JsonElement text in field.EnumerateArray())
            texts.Add(text.ValueKind == JsonValueKind.String ? text.GetString()! : throw Wrong(name, "a list of texts", text));
        return texts;
    }

    /// <summary>An object of texts.</summary>
    public IReadOnlyDictionary<string, string?>? TextsByName(string name)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Object) throw Wrong(name, "an object of texts", field);
        var texts = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty text in field.EnumerateObject())
        {
            string? value = text.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null ? text.Value.GetString() : throw Wrong(name, "an object of texts", text.Value);
            if (!texts.TryAdd(text.Name, value)) throw new CiceroneException($"The field '{name}' of {_owner} has '{text.Name}' twice, in whatever case.");
        }
        return texts;
    }

    /// <summary>A list of objects; a fault names the entry.</summary>
    /// <param name="name">The field.</param>
    /// <param name="entry">What an entry is, for messages: "pin".</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="read">Reads an entry, given what to call it.</param>
    public IReadOnlyList<T>? List<T>(string name, string entry, int most, Func<JsonElement, string, T> read)
    {
        if (Find(name) is not { } field) return null;
        return field.ValueKind == JsonValueKind.Array ? JsonBody.List(field, entry, most, read) : throw Wrong(name, $"a list of {entry}s", field);
    }

    public int[]? Wholes(string name)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Array) throw Wrong(name, "a list of whole numbers", field);
        var numbers = new List<int>(field.GetArrayLength());
        foreach (JsonElement number in field.EnumerateArray())
            numbers.Add(number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int whole) ? whole : throw Wrong(name, "a list of whole numbers", number));
        return [.. numbers];
    }

    public float[]? Numbers(string name)
    {
        if (Find(name) is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Array) throw Wrong(name, "a list of numbers", field);
        var numbers = new List<float>(field.GetArrayLength());
        foreach (JsonElement number in field.EnumerateArray())
            numbers.Add(number.ValueKind == JsonValueKind.Number ? number.GetSingle() : throw Wrong(name, "a list of numbers", number));
        return [.. numbers];
    }

    /// <summary>A time of RFC 3339, in Unix milliseconds; what is finer is cut off.</summary>
    public long? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        // RFC 3339 wants an offset, which the parser would make up.
        bool hasOffset = text.Length > 10 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : throw new CiceroneException($"The field '{name}' of {_owner} is '{text}', but must be a time such as 2026-11-24T20:15:00Z (RFC 3339, with its offset).");
    }

    private JsonElement? Find(string name) => _json.TryGetProperty(name, out JsonElement field) && field.ValueKind != JsonValueKind.Null ? field : null;

    private CiceroneException Wrong(string name, string wanted, JsonElement found) =>
        new($"The field '{name}' of {_owner} must be {wanted}, but there is {Named(found.ValueKind)}{(found.ValueKind == JsonValueKind.Number ? $" {found.GetRawText()}" : "")}.");

    private static string Named(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "the number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
