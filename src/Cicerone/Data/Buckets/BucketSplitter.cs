using Cicerone.Data.Formats;
using Cicerone.Protocols;

namespace Cicerone.Data.Buckets;

/// <summary>
/// Splits events that are larger than memory. They are read once into <see cref="EventBuckets"/>; each bucket is split by the protocol's own rule, and its parts
/// are written as Parquet. All buckets together are the split that the protocol makes of everything in memory. In memory are the ids of people and items, and one bucket.
/// </summary>
public sealed record BucketSplitter
{
    private const int MostBuckets = 4096;
    private const double ReadingShare = 0.5, WritingShare = 0.35; // of the work; looking through what was written is the rest

    /// <summary>How the events are split.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>Decides what is left to chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many buckets, 1 to 4096: memory holds the events of one.</summary>
    public int Buckets { get; init => field = value is >= 1 and <= MostBuckets ? value : throw new CiceroneException($"The buckets are {value}, but must be 1 to {MostBuckets}."); } = 128;

    /// <summary>Told the share of the work that is done.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Stops the work; nothing of it is left.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Splits the events of a file or folder. What is written is written aside and moved into place whole.</summary>
    /// <param name="path">In any readable format.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="folder">Where the split goes; not there yet, or empty.</param>
    /// <returns>How many events each part has, and what was read.</returns>
    /// <exception cref="CiceroneException">The protocol cannot split bucket by bucket, the data cannot be read, or a part that must have events has none.</exception>
    public (IReadOnlyDictionary<SplitPart, long> Counts, ReadReport Report) Split(string path, ReadOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Protocol.SplitsBuckets)
            throw new CiceroneException($"The protocol {Protocol.Name} draws among all people or items at once, which a split in buckets cannot. {string.Join(", ", Protocol.All.Where(known => known.SplitsBuckets).Select(known => known.Name))} can.");
        if (options.Folds is not null) throw new CiceroneException("A column of parts is a split already; --stream makes one by a protocol. Leave out --columns split=….");
        (IReadOnlyDictionary<SplitPart, long> Counts, ReadReport Report) made = default;
        FolderAside.Fill(folder, replaces: false, aside => made = Write(path, options, aside));
        return made;
    }

    private (IReadOnlyDictionary<SplitPart, long> Counts, ReadReport Report) Write(string path, ReadOptions options, string folder)
    {
        Vocabulary users = new(), items = new(), actions = new();
        var report = new ReadReport(options.Strict);
        string spilled = Path.Combine(folder, "events");
        SplitJson json;
        Dictionary<SplitPart, long> counts;
        using (var buckets = new EventBuckets(spilled, Buckets, users, items, actions))
        {
            var sink = new BucketSink(buckets, users, items, actions, options, report, Cancellation);
            SplitFolder.WriteItems(folder, Read(path, sink, items));
            buckets.TimeDivisor = sink.Times.Divisor;
            json = WriteParts(folder, buckets, report, out counts);
        }
        Directory.Delete(spilled);
        json.Write(folder);
        (json with { Fingerprint = SplitBuckets.Open(folder).ReadFingerprint() }).Write(folder);
        Progress?.Report(1);
        return (counts, report);
    }

    /// <summary>Reads every file of a source into the buckets, as <see cref="Dataset.Open"/> reads it into memory.</summary>
    private ItemTable Read(string path, BucketSink sink, Vocabulary items)
    {
        IReadOnlyList<DataFile> files = DataFolder.EventFiles(path);
        DataFile? table = sink.Options.ItemText is { } given ? new DataFile(given) : DataFolder.ItemFile(path);
        ItemColumns? columns = table is null ? null : ItemColumns.Read(table, items, sink.Options, sink.Report);
        for (int file = 0; file < files.Count; file++)
        {
            sink.Read(files[file]);
            Progress?.Report(ReadingShare * (file + 1) / files.Count);
        }
        sink.Report.TimeUnit = sink.Times.Unit;
        DataFolder.NotePartitions(path, files, sink.Report);
        if (!sink.People.IsEmpty) sink.Report.Note($"{path} tells of people beside their events, which a split in buckets does not keep");
        return columns?.ToTable(items) ?? ItemTable.Without(items);
    }

    private SplitJson WriteParts(string folder, EventBuckets buckets, ReadReport report, out Dictionary<SplitPart, long> counts)
    {
        Func<InteractionLog, Split> rule = Protocol.OfBuckets(buckets.Times, Seed);
        InteractionWriter parquet = InteractionWriters.Named("parquet");
        SplitJson? json = null;
        counts = SplitBuckets.Parts.ToDictionary(part => part, _ => 0L);
        long leftOut = 0;
        foreach (SplitPart part in SplitBuckets.Parts) Directory.CreateDirectory(Path.GetDirectoryName(SplitBuckets.PathOf(folder, part, 0))!);
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            Cancellation.ThrowIfCancellationRequested();
            Split split = rule(buckets[bucket]);
            foreach (SplitPart part in SplitBuckets.Parts)
            {
                parquet.WriteEvents(SplitBuckets.PathOf(folder, part, bucket), split[part]);
                counts[part] += split[part].Count;
            }
            leftOut += split.LeftOut.Count;
            json ??= new SplitJson(split.Protocol, split.Rules) { Actions = split.Train.Actions.Ids, TimesAreMilliseconds = buckets.HasTimes, Buckets = Buckets };
            Progress?.Report(ReadingShare + WritingShare * (bucket + 1) / Buckets);
        }
        if (leftOut > 0) report.Note($"{leftOut:N0} events are in no part under {Protocol} and were not written");
        return counts[SplitPart.Train] > 0 && counts[SplitPart.Test] > 0 ? json!
            : throw new CiceroneException($"Under {Protocol} there are no events for {(counts[SplitPart.Train] == 0 ? "training" : "test")}; use more data or another protocol.");
    }
}
