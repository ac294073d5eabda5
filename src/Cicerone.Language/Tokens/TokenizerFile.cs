using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Tokens;

/// <summary>A byte-level tokenizer as <c>tokenizer.json</c>. What would make other tokens than it says is refused.</summary>
internal static class TokenizerFile
{
    private const long MostBytes = 64 << 20;
    private const int MostTokens = 1 << 20;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="CiceroneException">It is missing, damaged, too large, or of another kind of tokenizer.</exception>
    public static TokenizerParts Read(string path)
    {
        JsonElement json = JsonFile.Read(path, MostBytes);
        try
        {
            JsonElement model = json.GetProperty("model");
            if (Text(model, "type") is { } type and not "BPE") throw Refused(path, $"it is a tokenizer of kind '{type}', not BPE");
            foreach (string name in (string[])["dropout", "unk_token"]) if (Member(model, name) is not null) throw Refused(path, $"it has the setting '{name}'");
            foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"]) if (Text(model, name) is { Length: > 0 }) throw Refused(path, $"it has the setting '{name}'");
            if (Flag(model, "byte_fallback")) throw Refused(path, "it has the setting 'byte_fallback'");
            var parts = new TokenizerParts(Vocabulary(model, path), Merges(model), Added(json, path), Split(json, path), Composes(json, path), Flag(model, "ignore_merges"));
            return Checked(parts, path);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new CiceroneException($"{path} is damaged: it is not what a tokenizer's file should be. {fault.Message}", fault);
        }
    }

    /// <summary>Writes the file.</summary>
    public static void Write(string path, TokenizerParts parts)
    {
        JsonObject Bytes(bool regex) => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = regex };
        bool isOlder = parts.Split == TextSplit.Gpt2;
        var split = new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = parts.Split.Pattern }, ["behavior"] = "Isolated", ["invert"] = false };
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. parts.Added.Select(added => new JsonObject { ["id"] = added.Id, ["content"] = added.Text, ["special"] = added.IsSpecial, ["normalized"] = false, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false })]),
            ["normalizer"] = parts.Composes ? new JsonObject { ["type"] = "NFC" } : null,
            ["pre_tokenizer"] = isOlder ? Bytes(regex: true) : new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(split, Bytes(regex: false)) },
            ["decoder"] = Bytes(regex: true),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["ignore_merges"] = parts.PrefersWhole,
                ["vocab"] = new JsonObject(parts.Vocabulary.OrderBy(token => token.Value).Select(token => KeyValuePair.Create(token.Key, (JsonNode?)token.Value))),
                ["merges"] = new JsonArray([.. parts.Merges.Select(merge => JsonValue.Create($"{merge.Left} {merge.Right}"))]),
            },
        };
        File.WriteAllText(path, json.ToJsonString(Plain) + "\n");
    }

    private static Dictionary<string, int> Vocabulary(JsonElement model, string path)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonProperty token in model.GetProperty("vocab").EnumerateObject())
            if (!vocabulary.TryAdd(token.Name, Id(token.Value, path))) throw Refused(path, $"the token '{token.Name}' occurs twice");
        return vocabulary;
    }

    /// <summary>Merges in the older spelling, "a b", or in the newer one, ["a", "b"].</summary>
    private static (string Left, string Right)[] Merges(JsonElement model) =>
    [
        .. model.GetProperty("merges").EnumerateArray().Select(merge =>
        {
            string[] pair = merge.ValueKind == JsonValueKind.Array ? [.. merge.EnumerateArray().Select(part => part.GetString()!)] : merge.GetString()!.Split(' ');
            return pair is [{ Length: > 0 } left, { Length: > 0 } right] ? (left, right) : throw new FormatException($"The merge '{merge}' is no pair.");
        }),
    ];

    private static AddedToken[] Added(JsonElement json, string path)
    {
        var added = new List<AddedToken>();
        if (Member(json, "added_tokens") is not { } tokens) return [];
        foreach (JsonElement token in tokens.EnumerateArray())
        {
            string text = token.GetProperty("content").GetString()!;
            foreach (string name in (string[])["single_word", "lstrip", "rstrip"]) if (Flag(token, name)) throw Refused(path, $"its added token '{text}' has the setting '{name}'");
            if (text.Length == 0) throw Refused(path, "an added token is empty");
            added.Add(new AddedToken(text, Id(token.GetProperty("id"), path), Flag(token, "special")));
        }
        return [.. added];
    }

    private static TextSplit Split(JsonElement json, string path)
    {
        JsonElement[] steps = Member(json, "pre_tokenizer") is not { } given ? [] : Text(given, "type") == "Sequence" ? [.. given.GetProperty("pretokenizers").EnumerateArray()] : [given];
        if (steps.Length == 0 || Text(steps[^1], "type") != "ByteLevel" || Flag(steps[^1], "add_prefix_space")) throw Refused(path, "it is not byte-level, or puts a space before a text");
        if (steps.Length == 1 && Flag(steps[0], "use_regex", missing: true)) return TextSplit.Gpt2;
        if (steps.Length != 2 || Text(steps[0], "type") != "Split" || Text(steps[0], "behavior") != "Isolated" || Flag(steps[0], "invert") || Flag(steps[1], "use_regex", missing: true))
            throw Refused(path, "it splits texts in a way that is not known");
        string? pattern = Text(steps[0].GetProperty("pattern"), "Regex");
        return TextSplit.All.FirstOrDefault(split => split.Pattern == pattern) ?? throw Refused(path, $"it splits texts by '{pattern}', which is not known");
    }

    private static bool Composes(JsonElement json, string path)
    {
        if (Member(json, "normalizer") is not { } normaliser) return false;
        return Text(normaliser, "type") == "NFC" ? true : throw Refused(path, $"it normalises texts by '{Text(normaliser, "type")}', which is not known");
    }

    private static TokenizerParts Checked(TokenizerParts parts, string path)
    {
        var ids = new Dictionary<int, string>();
        foreach ((string text, int id) in parts.Vocabulary.Select(token => (token.Key, token.Value)).Concat(parts.Added.Select(token => (token.Text, token.Id))))
            if (!ids.TryAdd(id, text) && ids[id] != text) throw Refused(path, $"'{ids[id]}' and '{text}' are one token, {id}");
        var added = parts.Added.Select(token => token.Text).ToHashSet(StringComparer.Ordinal);
        if (parts.Vocabulary.Keys.FirstOrDefault(text => ByteCharacters.Bytes(text) is null && !added.Contains(text)) is { } odd) throw Refused(path, $"the token '{odd}' stands for no bytes");
        foreach ((string left, string right) in parts.Merges)
            if (!parts.Vocabulary.ContainsKey(left) || !parts.Vocabulary.ContainsKey(right) || !parts.Vocabulary.ContainsKey(left + right)) throw Refused(path, $"a merge of '{left}' and '{right}' has tokens that it lacks");
        if (ByteCharacters.All.Where(character => !parts.Vocabulary.ContainsKey(character.ToString())).Select(character => (char?)character).FirstOrDefault() is { } missing) throw Refused(path, $"it has no token for the byte of '{missing}'");
        return parts;
    }

    private static int Id(JsonElement value, string path) =>
        value.GetInt32() is >= 0 and < MostTokens and var id ? id : throw Refused(path, $"a token is {value}, but must lie in 0 to {MostTokens - 1}");

    private static JsonElement? Member(JsonElement from, string name) => from.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement from, string name) => Member(from, name)?.GetString();

    private static bool Flag(JsonElement from, string name, bool missing = false) => Member(from, name)?.GetBoolean() ?? missing;

    private static CiceroneException Refused(string path, string why) => new($"{path} is a tokenizer that cannot be used: {why}.");
}
