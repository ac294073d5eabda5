using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>
/// What is asked: test people with their histories (<c>predict_seq.jsonl</c> with its offsets) and the action that each is asked about
/// (<c>user_action_type.json</c>). Both layouts keep them so: the published Parquet files have no place for them.
/// </summary>
/// <param name="folder">Where the files lie, if they are there.</param>
internal sealed class AdTestFiles(string folder)
{
    public const string Sequences = "predict_seq.jsonl", Actions = "user_action_type.json";
    private const long MostBytes = 1L << 30;

    /// <summary>Writes them; where there are no test people, nothing. Returns the number of their events.</summary>
    public static long Write(AdData data, string folder, CancellationToken cancellation)
    {
        long events = 0;
        JsonLineWriter? lines = null;
        try
        {
            foreach (AdSequence person in data.TestPeople())
            {
                cancellation.ThrowIfCancellationRequested();
                lines ??= new JsonLineWriter(Path.Combine(folder, Sequences));
                lines.Write(person.Write);
                events += person.Events.Count;
            }
            lines?.WriteOffsets();
        }
        finally
        {
            lines?.Dispose();
        }
        if (data.Wanted is { Count: > 0 } wanted) WriteActions(wanted, Path.Combine(folder, Actions));
        return events;
    }

    public IEnumerable<AdSequence> People()
    {
        string path = Path.Combine(folder, Sequences);
        return File.Exists(path) ? SequenceLines.Read(path).Select(line => line.Sequence) : [];
    }

    public IReadOnlyDictionary<string, AdAction> Wanted()
    {
        string path = Path.Combine(folder, Actions);
        var wanted = new Dictionary<string, AdAction>();
        if (!File.Exists(path)) return wanted;
        if (new FileInfo(path).Length > MostBytes) throw new CiceroneException($"{path} is larger than the {MostBytes:N0} bytes that are read.");
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(file);
            foreach (JsonProperty person in json.RootElement.EnumerateObject())
            {
                if (!person.Value.TryGetInt32(out int action) || action is < (int)AdAction.Exposure or > (int)AdAction.Conversion) throw new CiceroneException($"{path} gives '{person.Name}' the action {person.Value.GetRawText()}, where 0, 1 or 2 is expected.");
                if (!wanted.TryAdd(person.Name, (AdAction)action)) throw new CiceroneException($"{path} names '{person.Name}' twice.");
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CiceroneException($"{path} is no object of an action for each person.", fault);
        }
        return wanted;
    }

    private static void WriteActions(IReadOnlyDictionary<string, AdAction> wanted, string path)
    {
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        foreach ((string person, AdAction action) in wanted) json.WriteNumber(person, (int)action);
        json.WriteEndObject();
    }
}
