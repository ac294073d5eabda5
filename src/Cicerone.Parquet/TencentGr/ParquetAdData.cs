using System.Globalization;
using System.Text.Json;
using Cicerone.Data.Features;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Parquet.Schema;

namespace Cicerone.Parquet.TencentGr;

/// <summary>The data of a folder with the files of the public release.</summary>
internal sealed class ParquetAdData(string folder) : AdData
{
    private readonly Lazy<AdIndexer> _indexer = new(() => AdIndexer.Read(Path.Combine(folder, AdIndexer.FileName)));
    private readonly AdTestFiles _test = new(folder);

    public override AdIndexer Indexer => _indexer.Value;

    public override IReadOnlyList<AdVectorKind> VectorKinds => [.. VectorPaths().Select(path => path.Kind)];

    public override IReadOnlyDictionary<string, AdAction> Wanted => _test.Wanted();

    public override IEnumerable<AdSequence> TestPeople() => _test.People();

    /// <summary>The parts of a folder, in the order of their names; none where it is not there.</summary>
    public static string[] Parts(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];

    public override IEnumerable<AdHistory> Histories(long skip = 0)
    {
        foreach (string path in Present(ParquetAdLayout.Sequences))
        {
            (IEnumerable<AdHistory> people, long passed) = SequencePart.Read(path, skip);
            skip -= passed;
            foreach (AdHistory person in people) yield return person;
        }
    }

    public override IEnumerable<(int User, AdFeatures Features)> Profiles() => Features(ParquetAdLayout.UserFolder, "user_id");

    public override IEnumerable<(int Item, AdFeatures Features)> Items() => Features(ParquetAdLayout.ItemFolder, "item_id");

    public override IEnumerable<AdCandidate> Candidates()
    {
        long row = 0;
        foreach (string path in Parts(Path.Combine(folder, ParquetAdLayout.CandidateFolder)))
        {
            using var part = new ParquetPart(new DataFile(path));
            DataField? creative = Single(part, "creative_id", path, required: false), item = creative is null ? Single(part, "item_id", path) : null, place = Single(part, "retrieval_id", path, required: false);
            FeatureColumn[] columns = FeatureColumn.Of(part);
            for (int group = 0; group < part.GroupCount; group++)
            {
                using var values = new ParquetValues(part, part.Open(group));
                string[] ids = Filled(creative is null ? Raw(values.Numbers(item!), path) : values.Texts(creative), creative?.Name ?? item!.Name, path);
                long[]? places = place is null ? null : Filled(values.Numbers(place), place.Name, path);
                foreach (FeatureColumn column in columns) column.Load(values);
                for (int i = 0; i < values.Rows; i++, row++) yield return new AdCandidate(ids[i], places?[i] ?? row, FeatureColumn.Gather(columns, i));
            }
        }
    }

    public override IEnumerable<AdVector> Vectors(AdVectorKind kind)
    {
        foreach (string path in Parts(VectorPaths().FirstOrDefault(one => one.Kind == kind).Path ?? throw new CiceroneException($"{folder} has no vectors {kind.Name}.")))
        {
            using var part = new ParquetPart(new DataFile(path));
            DataField id = Single(part, "anonymous_cid", path)!;
            Field vector = part.Fields.FirstOrDefault(field => field.Name == "emb") ?? throw new CiceroneException($"{path} has no column 'emb'.");
            for (int group = 0; group < part.GroupCount; group++)
            {
                using var values = new ParquetValues(part, part.Open(group));
                string[] ids = Filled(values.Texts(id), id.Name, path);
                float[][] rows = Numbers(values, vector, path);
                for (int i = 0; i < rows.Length; i++)
                {
                    if (rows[i].Length is not 0 and int length && length != kind.Width) throw values.Fault(i, $"the vector of item '{ids[i]}' has {length} numbers, where {kind.Width} are expected");
                    yield return new AdVector(ids[i], rows[i]);
                }
            }
        }
    }

    /// <summary>Vectors as lists of floats, or as text of JSON.</summary>
    private static float[][] Numbers(ParquetValues values, Field vector, string path)
    {
        if (vector is ListField { Item: DataField element } list)
        {
            Ragged<float> lists = values.Floats(element, list);
            return [.. Enumerable.Range(0, lists.Rows).Select(row => lists[row].ToArray())];
        }
        Ragged<string> texts = values.Texts(vector as DataField ?? throw new CiceroneException($"{path}: the column 'emb' is neither lists nor text."));
        return [.. Enumerable.Range(0, texts.Rows).Select(row => texts[row] is [var text] ? OfText(text, values, row) : [])];
    }

    private static float[] OfText(string text, ParquetValues values, int row)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return CreativeVectors.Numbers(json.RootElement, $"row {row + 1}");
        }
        catch (Exception fault) when (fault is JsonException or CiceroneException)
        {
            throw values.Fault(row, "'emb' is no list of numbers");
        }
    }

    private IEnumerable<(int Id, AdFeatures Features)> Features(string name, string idName)
    {
        foreach (string path in Parts(Path.Combine(folder, name)))
        {
            using var part = new ParquetPart(new DataFile(path));
            DataField id = Single(part, idName, path)!;
            FeatureColumn[] columns = FeatureColumn.Of(part);
            for (int group = 0; group < part.GroupCount; group++)
            {
                using var values = new ParquetValues(part, part.Open(group));
                long[] ids = Filled(values.Numbers(id), idName, path);
                foreach (FeatureColumn column in columns) column.Load(values);
                for (int row = 0; row < ids.Length; row++)
                    yield return (ids[row] is > 0 and <= int.MaxValue ? (int)ids[row] : throw values.Fault(row, $"the id {ids[row]} is no index from 1"), FeatureColumn.Gather(columns, row));
            }
        }
    }

    private Ragged<string> Raw(Ragged<long> items, string path) =>
        new(Array.ConvertAll(items.Values, item => AdIndexer.TryRaw(Indexer.Items, item.ToString(CultureInfo.InvariantCulture), out string? raw) ? raw : throw new CiceroneException($"{path} has the item {item}, which {AdIndexer.FileName} does not know, and no column 'creative_id'.")), items.Offsets);

    private string[] Present(string name) => Parts(Path.Combine(folder, name)) is { Length: > 0 } parts ? parts : throw new CiceroneException($"{Path.Combine(folder, name)} holds no Parquet files.");

    private IEnumerable<(string Path, AdVectorKind Kind)> VectorPaths()
    {
        string vectors = Path.Combine(folder, ParquetAdLayout.VectorFolder);
        if (!Directory.Exists(vectors)) yield break;
        foreach (string path in Directory.EnumerateDirectories(vectors).Order(StringComparer.Ordinal))
            if (Path.GetFileName(path) is var name && name.EndsWith(ParquetAdLayout.VectorEnding, StringComparison.Ordinal) && AdVectorKind.OfName(name[..^ParquetAdLayout.VectorEnding.Length]) is { } kind) yield return (path, kind);
    }

    private static DataField? Single(ParquetPart part, string name, string path, bool required = true) => part.Fields.FirstOrDefault(field => field.Name == name) switch
    {
        DataField { MaxRepetitionLevel: 0 } field => field,
        null when !required => null,
        null => throw new CiceroneException($"{path} has no column '{name}'. It has {string.Join(", ", part.Fields.Select(field => field.Name))}."),
        _ => throw new CiceroneException($"{path}: the column '{name}' does not hold single values."),
    };

    /// <summary>The values of a column that has one in every row.</summary>
    private static T[] Filled<T>(Ragged<T> column, string name, string path) => column.Values.Length == column.Rows ? column.Values : throw new CiceroneException($"{path}: the column '{name}' has no value in {column.Rows - column.Values.Length:N0} rows.");
}
