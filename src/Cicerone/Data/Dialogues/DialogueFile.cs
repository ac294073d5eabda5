using System.Text;
using System.Text.Json;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Dialogues;

/// <summary>
/// Reads dialogues as their data sets publish them: ReDial (<c>.jsonl</c>; Li et al., NeurIPS 2018), INSPIRED (<c>.tsv</c>; Hayati et
/// al., EMNLP 2020) and the annotated sets of DialogueKit (<c>.json</c>). Any of them may be gzipped.
/// </summary>
public static class DialogueFile
{
    private const int MostBytes = 64 << 20;

    /// <summary>Every dialogue of a file, in its order.</summary>
    /// <param name="path">The file; its name tells the format.</param>
    /// <param name="items">Takes the items that are mentioned.</param>
    /// <exception cref="CiceroneException">The file cannot be read or is of another kind, or something in it is not as it should be; the message says where.</exception>
    public static IReadOnlyList<Dialogue> Read(string path, DialogueItems items)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(items);
        var file = new DataFile(path);
        IReadOnlyList<Dialogue> dialogues = Path.GetExtension(file.Name).ToLowerInvariant() switch
        {
            ".jsonl" => RedialFile.Read(file, items),
            ".tsv" => InspiredFile.Read(file, items),
            ".json" => DialogueKitFile.Read(file, items),
            var other => throw new CiceroneException($"{path} ends in '{other}', but dialogues are read from .jsonl (ReDial), .tsv (INSPIRED) and .json (DialogueKit)."),
        };
        return dialogues.Count > 0 ? dialogues : throw new CiceroneException($"{path} holds no dialogue.");
    }

    /// <summary>A whole file, when it is not too large to be held.</summary>
    internal static byte[] Whole(DataFile file)
    {
        using Stream stream = file.Open();
        using var whole = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = file.Read(stream, block)) > 0;)
        {
            if (whole.Length + read > MostBytes) throw new CiceroneException($"{file.Path} is larger than {MostBytes >> 20} MiB; read it in parts.");
            whole.Write(block, 0, read);
        }
        return whole.ToArray();
    }

    /// <summary>Runs a reader of a JSON element, whose faults are told with their place.</summary>
    internal static T Within<T>(string place, ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or DecoderFallbackException)
        {
            throw new CiceroneException($"{place}: this is no dialogue of the kind that the file's name says: {fault.Message}", fault);
        }
    }

    /// <summary>The text of a field that may be missing or null; empty then.</summary>
    internal static string Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement field) && field.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? field.ToString() : "";

    /// <summary>The entries of a list that may be missing.</summary>
    internal static IEnumerable<JsonElement> List(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement field) && field.ValueKind == JsonValueKind.Array ? field.EnumerateArray() : [];
}
