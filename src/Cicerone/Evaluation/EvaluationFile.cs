using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// An <see cref="EvaluationResult"/> on disk, person by person. As JSON lines it can be read back, bit by bit: a first line
/// that says what was judged and gives the <c>keys</c>, then one array a person: their id and a figure for each key, null
/// where they have none. As a table (TSV) it is for other programs.
/// </summary>
public static class EvaluationFile
{
    private const int Format = 2;

    /// <summary>Writes JSON lines.</summary>
    /// <param name="path">The file; overwritten.</param>
    /// <param name="result">What to write.</param>
    /// <param name="people">External ids of the people.</param>
    public static void Write(string path, EvaluationResult result, Vocabulary people)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(people);
        using var file = new StreamWriter(path);
        file.NewLine = "\n";
        file.WriteLine(Header(result).ToJsonString());
        for (int place = 0; place < result.People.Count; place++)
        {
            var line = new JsonArray(people[result.People[place]]);
            foreach (double figure in result.Row(place)) line.Add((JsonNode?)(double.IsFinite(figure) ? JsonValue.Create(figure) : null));
            file.WriteLine(line.ToJsonString());
        }
    }

    /// <summary>Reads JSON lines back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="people">External ids of the people of the split that was judged.</param>
    /// <exception cref="CiceroneException">The file is missing, damaged, or of other people.</exception>
    public static EvaluationResult Read(string path, Vocabulary people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (!File.Exists(path)) throw new CiceroneException($"{path} is missing; evaluate the model again.");
        int number = 0;
        try
        {
            JsonObject? header = null;
            string[] keys = [];
            var places = new List<int>();
            var rows = new List<double[]>();
            foreach (string line in File.ReadLines(path))
            {
                number++;
                if (header is null)
                {
                    header = JsonNode.Parse(line)!.AsObject();
                    keys = [.. header["keys"]!.AsArray().Select(key => key!.GetValue<string>())];
                    continue;
                }
                JsonArray person = JsonNode.Parse(line)!.AsArray();
                if (person.Count != keys.Length + 1) throw new FormatException($"it has {person.Count - 1} figures for {keys.Length} keys.");
                places.Add(people.Index(person[0]!.GetValue<string>(), "person"));
                rows.Add([.. person.Skip(1).Select(figure => figure?.GetValue<double>() ?? double.NaN)]);
            }
            return FromHeader(header!, keys, places, [.. rows]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException or CiceroneException)
        {
            throw new CiceroneException($"{path}, line {number}, is damaged or of other data: {fault.Message} Evaluate the model again.", fault);
        }
    }

    /// <summary>The fingerprint of the split that a file of JSON lines is of; null where the file is none.</summary>
    internal static string? FingerprintOf(string path)
    {
        try
        {
            return (string?)JsonNode.Parse(File.ReadLines(path).First())?["fingerprint"];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Takes a person's line out of a file of JSON lines; the rest stays as it is.</summary>
    internal static void Forget(string path, string person)
    {
        string aside = path + ".new";
        using (var file = new StreamWriter(aside))
        {
            file.NewLine = "\n";
            foreach (string line in File.ReadLines(path))
                if (JsonNode.Parse(line) is not JsonArray row || row[0]!.GetValue<string>() != person) file.WriteLine(line);
        }
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Writes a table: a first line <c>user</c> and the keys, then a line a person; parted by tabs, empty where a person has no figure.</summary>
    /// <param name="path">The file; overwritten.</param>
    /// <param name="result">What to write.</param>
    /// <param name="people">External ids of the people.</param>
    /// <exception cref="CiceroneException">An id has a tab or a line break in it.</exception>
    public static void WriteTable(string path, EvaluationResult result, Vocabulary people)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(people);
        using var file = new StreamWriter(path);
        file.NewLine = "\n";
        file.WriteLine(string.Join('\t', (IEnumerable<string>)["user", .. result.Keys, .. result.DetailKeys]));
        for (int place = 0; place < result.People.Count; place++)
        {
            string id = people[result.People[place]];
            if (id.AsSpan().ContainsAny('\t', '\n', '\r')) throw new CiceroneException($"The person '{id}' has a tab or a line break in their id, which a table cannot hold; write JSON lines.");
            file.WriteLine(string.Join('\t', result.Row(place).ToArray().Select(figure => double.IsFinite(figure) ? figure.ToString("R", CultureInfo.InvariantCulture) : "").Prepend(id)));
        }
    }

    private static JsonObject Header(EvaluationResult result) => new()
    {
        ["format"] = Format,
        ["part"] = result.Part.ToString(),
        ["fingerprint"] = result.Fingerprint,
        ["candidates"] = result.Candidates,
        ["unreachable"] = result.Unreachable,
        ["without_history"] = result.WithoutHistory,
        ["overall"] = new JsonObject(result.Overall.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null))),
        ["slices"] = ToJson(result.Slices),
        ["bins"] = ToJson(result.Bins),
        ["definitions"] = new JsonObject(result.Definitions.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value))),
        ["details"] = result.DetailKeys.Count,
        ["keys"] = new JsonArray([.. result.Keys.Concat(result.DetailKeys).Select(key => JsonValue.Create(key))]),
    };

    private static JsonArray ToJson(IReadOnlyList<SliceSize> sizes) => new([.. sizes.Select(size => new JsonArray(size.Name, size.Items, size.Answers, size.People))]);

    private static SliceSize[] ToSizes(JsonArray json) => [.. json.Select(size => new SliceSize(size![0]!.GetValue<string>(), size[1]!.GetValue<int>(), size[2]!.GetValue<int>(), size[3]!.GetValue<int>()))];

    private static EvaluationResult FromHeader(JsonObject header, string[] keys, List<int> people, double[][] rows)
    {
        if (header["format"]!.GetValue<int>() != Format) throw new FormatException($"it is of format {header["format"]}, and this version reads {Format}.");
        string fingerprint = header["fingerprint"]!.GetValue<string>();
        return new EvaluationResult(keys, Math.Clamp(header["details"]!.GetValue<int>(), 0, keys.Length), people, rows, new Lazy<string>(fingerprint))
        {
            Part = Enum.Parse<SplitPart>(header["part"]!.GetValue<string>()),
            Definitions = [.. header["definitions"]!.AsObject().Select(definition => KeyValuePair.Create(definition.Key, definition.Value!.GetValue<string>()))],
            Overall = new OrderedDictionary<string, double>(header["overall"]!.AsObject().Select(figure => KeyValuePair.Create(figure.Key, figure.Value?.GetValue<double>() ?? double.NaN))),
            Slices = ToSizes(header["slices"]!.AsArray()),
            Bins = ToSizes(header["bins"]!.AsArray()),
            Candidates = header["candidates"]!.GetValue<int>(),
            Unreachable = header["unreachable"]!.GetValue<int>(),
            WithoutHistory = header["without_history"]!.GetValue<int>(),
        };
    }
}
