using System.Globalization;
using System.Text.Json;
using Cicerone.Data.Features;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The data of a folder with the contest's files.</summary>
internal sealed class ContestData(string folder) : AdData
{
    public const string Sequences = "seq.jsonl", CandidateFile = "predict_set.jsonl", VectorFolder = "creative_emb";
    private const int LongestCandidate = 1 << 20;

    private readonly Lazy<AdIndexer> _indexer = new(() => AdIndexer.Read(Path.Combine(folder, AdIndexer.FileName)));
    private readonly AdTestFiles _test = new(folder);

    public override AdIndexer Indexer => _indexer.Value;

    public override IReadOnlyList<AdVectorKind> VectorKinds => [.. VectorPaths().Select(path => path.Kind)];

    public override IReadOnlyDictionary<string, AdAction> Wanted => _test.Wanted();

    public override IEnumerable<AdSequence> TestPeople() => _test.People();

    public override IEnumerable<AdHistory> Histories(long skip = 0)
    {
        foreach ((AdSequence sequence, string where) in SequenceLines.Read(Path.Combine(folder, Sequences), skip))
        {
            IReadOnlyList<AdEvent> events = sequence.Events;
            yield return new AdHistory(Index(sequence.User, "user", where), [.. events.Select(one => Index(one.Item, "item", where))], [.. events.Select(one => one.Action)], [.. events.Select(one => one.Time)]);
        }
    }

    public override IEnumerable<(int User, AdFeatures Features)> Profiles() =>
        from line in SequenceLines.Read(Path.Combine(folder, Sequences))
        where line.Sequence.Profile.Ids.Count > 0
        select (Index(line.Sequence.User, "user", line.Where), line.Sequence.Profile);

    public override IEnumerable<(int Item, AdFeatures Features)> Items()
    {
        var file = new DataFile(Path.Combine(folder, ItemFeaturesFormat.FileName));
        using var reader = new ItemFeatureReader(file);
        while (reader.Next())
        {
            if (reader.Fault is { } fault) throw new CiceroneException($"{file.Path}, item {reader.Number}: {fault}.");
            yield return (Index(reader.Index, "item", file.Path), reader.Features);
        }
    }

    public override IEnumerable<AdCandidate> Candidates()
    {
        string path = Path.Combine(folder, CandidateFile);
        if (!File.Exists(path)) yield break;
        var file = new DataFile(path);
        using var lines = new RowReader(file.Open(), file, LongestCandidate, quoting: null);
        while (lines.Read()) yield return Candidate(lines, $"{path}, line {lines.Line}");
    }

    public override IEnumerable<AdVector> Vectors(AdVectorKind kind)
    {
        (string path, _) = VectorPaths().FirstOrDefault(one => one.Kind == kind);
        return path is null ? throw new CiceroneException($"{folder} has no vectors {kind.Name}.") : CreativeVectors.Read(path, kind.Width);
    }

    private static AdCandidate Candidate(RowReader lines, string where)
    {
        if (lines.IsTooLong) throw new CiceroneException($"{where}: it is longer than {LongestCandidate:N0} bytes.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(lines.Row.ToArray());
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("creative_id", out JsonElement id) || !root.TryGetProperty("retrieval_id", out JsonElement place) || !root.TryGetProperty("features", out JsonElement features))
                throw new CiceroneException("it is no object of 'creative_id', 'retrieval_id' and 'features'");
            if (place.ValueKind != JsonValueKind.Number || !place.TryGetInt64(out long retrieval) || retrieval < 0) throw new CiceroneException("'retrieval_id' is no number from 0");
            return new AdCandidate(AdSequence.Id(id, "it", "creative"), retrieval, AdFeatures.Of(features));
        }
        catch (Exception fault) when (fault is JsonException or CiceroneException)
        {
            throw new CiceroneException($"{where}: {(fault is JsonException ? "it is no valid JSON" : fault.Message)}.", fault);
        }
    }

    private IEnumerable<(string Path, AdVectorKind Kind)> VectorPaths()
    {
        string vectors = Path.Combine(folder, VectorFolder);
        if (!Directory.Exists(vectors)) yield break;
        foreach (string path in Directory.EnumerateFileSystemEntries(vectors).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (AdVectorKind.OfName(name.EndsWith(".pkl", StringComparison.Ordinal) ? name[..^4] : name) is { } kind) yield return (path, kind);
        }
    }

    private static int Index(string id, string what, string where) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index > 0 ? index : throw new CiceroneException($"{where}: the {what} id '{id}' is no index from 1.");
}
