using System.Globalization;
using Cicerone.Data.Formats.TencentGr;
using Parquet.Schema;

namespace Cicerone.Parquet.TencentGr;

/// <summary>The files of TencentGR's public release: folders of Parquet parts. Everything streams; a row group is held at a time.</summary>
internal sealed class ParquetAdLayout : AdLayout
{
    public const string Sequences = AdIndexer.PartFolder, ItemFolder = AdIndexer.ItemFolder, UserFolder = "user_feat", CandidateFolder = "candidate", VectorFolder = "mm_emb", VectorEnding = "_parquet";
    private const int PeopleOfPart = 100_000, PeopleOfGroup = 10_000, ItemsOfPart = 500_000, ItemsOfGroup = 50_000;

    public override string Name => "parquet";

    public override string Summary => $"{Sequences}/, {ItemFolder}/, {UserFolder}/, {CandidateFolder}/ and {VectorFolder}/";

    public override bool Fits(string folder) => ParquetAdData.Parts(Path.Combine(folder, Sequences)).Length > 0;

    public override AdData Open(string folder) => new ParquetAdData(folder);

    private protected override long WriteTrainingFiles(AdData data, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        string Within(string name) => Path.Combine(folder, name);
        long events = WriteSequences(data, Within(Sequences), progress, cancellation);
        WriteFeatures(Within(UserFolder), "user_id", AdFields.OfPeople, Stoppable(data.Profiles(), cancellation));
        WriteFeatures(Within(ItemFolder), "item_id", AdFields.OfItems(data.Indexer), Stoppable(data.Items(), cancellation));
        WriteCandidates(data, Within(CandidateFolder), cancellation);
        foreach (AdVectorKind kind in data.VectorKinds) WriteVectors(Path.Combine(Within(VectorFolder), kind.Name + VectorEnding), Stoppable(data.Vectors(kind), cancellation));
        return events;
    }

    private static long WriteSequences(AdData data, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        DataField item = new DataField<long>("item_id"), action = new DataField<int>("action_type"), time = new DataField<long>("timestamp");
        var list = new ListField("seq", new StructField("element", item, action, time));
        long events = 0, people = 0;
        new ParquetTable<AdHistory>(
        [
            new ValueColumn<AdHistory, long>(new DataField<long>("user_id"), history => history.User),
            new NestedColumn<AdHistory, long>(list, item, history => Array.ConvertAll(history.Items, index => (long)index)),
            new NestedColumn<AdHistory, int>(list, action, history => Array.ConvertAll(history.Actions, one => (int)one)),
            new NestedColumn<AdHistory, long>(list, time, history => history.Times),
        ], PeopleOfGroup).WriteParts(folder, PeopleOfPart, Counted());
        return events;

        IEnumerable<AdHistory> Counted()
        {
            foreach (AdHistory history in Stoppable(data.Histories(), cancellation))
            {
                events += history.Items.Length;
                if (++people % 1024 == 0) progress?.Report((double)people / Math.Max(people, data.Indexer.Users.Count));
                yield return history;
            }
        }
    }

    private static void WriteFeatures(string folder, string name, IReadOnlyList<string> fields, IEnumerable<(int Id, AdFeatures Features)> rows)
    {
        TableColumn<(int Id, AdFeatures Features)> Column(string field)
        {
            if (!AdFields.IsList(field)) return new OptionalColumn<(int Id, AdFeatures Features), int>(new DataField<int?>(field), row => Single(row.Features[field], field, row.Id));
            DataField element = new DataField<int>("element");
            return new NestedColumn<(int Id, AdFeatures Features), int>(new ListField(field, element), element, row => row.Features.Ids.Contains(field) ? [.. row.Features[field].Select(value => Index(value, field, row.Id))] : null);
        }
        new ParquetTable<(int Id, AdFeatures Features)>([new ValueColumn<(int Id, AdFeatures Features), long>(new DataField<long>(name), row => row.Id), .. fields.Select(Column)], ItemsOfGroup)
            .WriteParts(folder, ItemsOfPart, Known(rows, row => row.Features, fields));
    }

    private static void WriteCandidates(AdData data, string folder, CancellationToken cancellation)
    {
        IReadOnlyList<string> fields = AdFields.OfItems(data.Indexer);
        Dictionary<string, int> index = [];
        for (int item = 0; item < data.Indexer.Items.Count; item++) index.Add(data.Indexer.Items[item], item + 1);
        IEnumerable<TableColumn<AdCandidate>> Columns(string field)
        {
            DataField value = new DataField<string>("feature_value"), cold = new DataField<bool>("cold_start");
            var both = new StructField(field, value, cold);
            yield return new NestedColumn<AdCandidate, ReadOnlyMemory<char>>(both, value, row => Of(row, field) is { } one ? [one.Text.AsMemory()] : null);
            yield return new NestedColumn<AdCandidate, bool>(both, cold, row => Of(row, field) is { } one ? [one.IsUnseen] : null);
        }
        new ParquetTable<AdCandidate>(
        [
            new TextColumn<AdCandidate>("creative_id", row => row.Creative),
            new ValueColumn<AdCandidate, long>(new DataField<long>("item_id"), row => index.GetValueOrDefault(row.Creative)),
            new ValueColumn<AdCandidate, long>(new DataField<long>("retrieval_id"), row => row.RetrievalId),
            .. fields.SelectMany(Columns),
        ], ItemsOfGroup).WriteParts(folder, ItemsOfPart, Known(Stoppable(data.Candidates(), cancellation), row => row.Features, fields));

        static AdValue? Of(AdCandidate row, string field) => row.Features[field] switch
        {
            [] => null,
            [var one] => one,
            var several => throw new CiceroneException($"The candidate {row.Creative} has {several.Count} values of the feature {field}; this layout has room for one."),
        };
    }

    private static void WriteVectors(string folder, IEnumerable<AdVector> vectors)
    {
        DataField element = new DataField<float>("element");
        new ParquetTable<AdVector>(
        [
            new TextColumn<AdVector>("anonymous_cid", vector => vector.Creative),
            new NestedColumn<AdVector, float>(new ListField("emb", element), element, vector => vector.Values.Length > 0 ? vector.Values : null),
        ], ItemsOfGroup).WriteParts(folder, ItemsOfPart, vectors);
    }

    private static IEnumerable<T> Known<T>(IEnumerable<T> rows, Func<T, AdFeatures> features, IReadOnlyList<string> fields)
    {
        HashSet<string> known = [.. fields];
        foreach (T row in rows)
        {
            if (features(row).Ids.FirstOrDefault(id => !known.Contains(id)) is { } strange) throw new CiceroneException($"There is a feature '{strange}', for which this layout has no column: it has {string.Join(", ", fields)}, after {AdIndexer.FileName}.");
            yield return row;
        }
    }

    private static IEnumerable<T> Stoppable<T>(IEnumerable<T> rows, CancellationToken cancellation)
    {
        foreach (T row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static int? Single(IReadOnlyList<AdValue> values, string field, int id) => values switch
    {
        [] => null,
        [var one] => Index(one, field, id),
        _ => throw new CiceroneException($"The feature {field} of {id} has {values.Count} values; this layout has room for one."),
    };

    private static int Index(AdValue value, string field, int id) => !value.IsUnseen && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
        ? index
        : throw new CiceroneException($"The feature {field} of {id} is '{value.Text}', which is no index.");
}
