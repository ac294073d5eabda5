using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary><c>result.json</c>, what the contest took in: for every test person the creatives that should be shown, best first.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Users">Raw ids of the people.</param>
/// <param name="Creatives">Raw ids of creatives, a list for each person, in the same order.</param>
public sealed record AdAnswers(double Seconds, IReadOnlyList<string> Users, IReadOnlyList<IReadOnlyList<string>> Creatives)
{
    private const string Time = "time", Lists = "top10s", People = "user";
    private const long MostBytes = 1L << 30;

    /// <summary>Writes the file; ids that are numbers are written as such.</summary>
    public void Write(string path)
    {
        if (Users.Count != Creatives.Count) throw new InvalidOperationException($"There are {Creatives.Count} lists for {Users.Count} people.");
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber(Time, Seconds);
        json.WriteStartArray(Lists);
        foreach (IReadOnlyList<string> list in Creatives) WriteIds(json, list);
        json.WriteEndArray();
        json.WritePropertyName(People);
        WriteIds(json, Users);
        json.WriteEndObject();
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CiceroneException">It is missing or damaged, there is not a list for each person, or a person occurs twice.</exception>
    public static AdAnswers Read(string path)
    {
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        if (new FileInfo(path).Length > MostBytes) throw new CiceroneException($"{path} is larger than the {MostBytes:N0} bytes that are read.");
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(file);
            JsonElement root = json.RootElement;
            var answers = new AdAnswers(root.GetProperty(Time).GetDouble(), Ids(root.GetProperty(People)), [.. root.GetProperty(Lists).EnumerateArray().Select(Ids)]);
            if (answers.Users.Count != answers.Creatives.Count) throw new CiceroneException($"{path} has {answers.Creatives.Count:N0} lists for {answers.Users.Count:N0} people.");
            if (answers.Users.CountBy(user => user).FirstOrDefault(user => user.Value > 1).Key is { } twice) throw new CiceroneException($"{path} answers '{twice}' twice.");
            return answers;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CiceroneException($"{path} is no object of '{Time}', '{Lists}' and '{People}': {fault.Message}", fault);
        }
    }

    private static string[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(id => AdSequence.Id(id, "a list", "person's or creative's"))];

    private static void WriteIds(Utf8JsonWriter json, IReadOnlyList<string> ids)
    {
        json.WriteStartArray();
        foreach (string id in ids) JsonLineWriter.WriteId(json, id);
        json.WriteEndArray();
    }
}
