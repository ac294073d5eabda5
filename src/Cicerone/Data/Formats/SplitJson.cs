using System.Text.Json;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>The file beside a split that says how it was made and by which rules it is tested.</summary>
internal sealed record SplitJson(string Protocol, SplitRules Rules)
{
    public const string Name = "split.json";

    private const int LargestFile = 1 << 20;
    private const string Files = "files", ActionKey = "tells_action", WeightsKey = "action_weights", BucketsKey = "buckets", FingerprintKey = "fingerprint";

    /// <summary>The file that lists people in the order of their indices; null when none does.</summary>
    public string? Users { get; init; }

    /// <summary>Names of the actions in the order of their indices.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Whether times are milliseconds whatever their size.</summary>
    public bool TimesAreMilliseconds { get; init; }

    /// <summary>Into how many buckets of people each part is divided; null where a part is one file.</summary>
    public int? Buckets { get; init; }

    /// <summary>Fingerprint of a split in buckets, which is too large to be looked through for it each time.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Reads the file of a folder; without one, the usual rules hold, and the report says so.</summary>
    public static SplitJson Read(string folder, ReadReport report)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            report.Note($"{folder} has no {Name}: a person's history is train, and items of train and valid are masked");
            return new SplitJson(Files, SplitRules.TrainHistory);
        }
        if (new FileInfo(path).Length > LargestFile) throw new CiceroneException($"{path} is larger than {LargestFile:N0} bytes, which no description of a split needs.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(path, json.RootElement, report);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    public void Write(string folder)
    {
        using FileStream file = File.Create(Path.Combine(folder, Name));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("protocol", Protocol);
        WriteList(json, "history", Rules.History.Select(Word));
        WriteList(json, "mask", Rules.Mask.Select(Word));
        if (Rules.Candidates != CandidateItems.All) json.WriteString("candidates", OptionsBinder.NameOf(Rules.Candidates.ToString()));
        if (Rules.TellsAction) json.WriteBoolean(ActionKey, value: true);
        if (Rules.ActionWeights is { } weights)
        {
            json.WriteStartObject(WeightsKey);
            foreach ((string action, double weight) in weights) json.WriteNumber(action, weight);
            json.WriteEndObject();
        }
        if (Users is not null) json.WriteString("users", Users);
        if (Actions.Count > 0) WriteList(json, "actions", Actions);
        if (Buckets is { } buckets)
        {
            json.WriteNumber(BucketsKey, buckets);
            json.WriteString(FingerprintKey, Fingerprint);
        }
        if (TimesAreMilliseconds) json.WriteString("time", "milliseconds");
        json.WriteEndObject();
    }

    private static SplitJson Read(string path, JsonElement json, ReadReport report)
    {
        SplitRules rules = SplitRules.TrainHistory;
        var read = new SplitJson(Files, rules);
        foreach (JsonProperty key in json.EnumerateObject())
        {
            if (key.NameEquals("protocol")) read = read with { Protocol = key.Value.GetString() ?? Files };
            else if (key.NameEquals("history")) rules = rules with { History = Parts(path, key) };
            else if (key.NameEquals("mask")) rules = rules with { Mask = Parts(path, key) };
            else if (key.NameEquals("candidates")) rules = rules with { Candidates = Candidates(path, key) };
            else if (key.NameEquals(ActionKey)) rules = rules with { TellsAction = key.Value.GetBoolean() };
            else if (key.NameEquals(WeightsKey)) rules = rules with { ActionWeights = key.Value.EnumerateObject().ToDictionary(weight => weight.Name, weight => weight.Value.GetDouble()) };
            else if (key.NameEquals("users")) read = read with { Users = Path.GetFileName(key.Value.GetString()) };
            else if (key.NameEquals("actions")) read = read with { Actions = [.. key.Value.EnumerateArray().Select(action => action.GetString() ?? "")] };
            else if (key.NameEquals(BucketsKey)) read = read with { Buckets = key.Value.GetInt32() };
            else if (key.NameEquals(FingerprintKey)) read = read with { Fingerprint = key.Value.GetString() ?? "" };
            else if (key.NameEquals("time")) read = read with { TimesAreMilliseconds = Milliseconds(path, key) };
            else report.Note($"{path}: the key '{key.Name}' has no meaning here and was not used");
        }
        return read with { Rules = rules };
    }

    private static SplitPart[] Parts(string path, JsonProperty key) =>
        [.. key.Value.EnumerateArray().Select(part => Enum.GetValues<SplitPart>().Select(known => (SplitPart?)known).FirstOrDefault(known => Word(known!.Value) == part.GetString())
            ?? throw new CiceroneException($"{path}: '{key.Name}' names the part '{part}', but the parts are train, valid, test and foldin."))];

    private static CandidateItems Candidates(string path, JsonProperty key)
    {
        foreach (CandidateItems known in Enum.GetValues<CandidateItems>())
            if (key.Value.GetString() == OptionsBinder.NameOf(known.ToString())) return known;
        throw new CiceroneException($"{path}: '{key.Name}' is '{key.Value}', but can only be {string.Join(" or ", Enum.GetNames<CandidateItems>().Select(OptionsBinder.NameOf))}.");
    }

    private static bool Milliseconds(string path, JsonProperty key) =>
        key.Value.GetString() == "milliseconds" ? true : throw new CiceroneException($"{path}: '{key.Name}' is '{key.Value}', but can only be \"milliseconds\"; leave it out and the unit is found by itself.");

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Word(SplitPart part) => SplitLabel.FolderOf(part);
}
