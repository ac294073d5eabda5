using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>Events and items as they were read from files.</summary>
public sealed class Dataset
{
    private Dataset(InteractionLog log, ItemTable items, PersonTable people, string sha256, string format, ReadReport report) =>
        (Log, Items, People, Sha256, Format, Report) = (log, items, people, sha256, format, report);

    /// <summary>The events, in the order of the file.</summary>
    public InteractionLog Log { get; }

    /// <summary>What is known of the items. Those of the table that no event names are items too: they may be recommended later.</summary>
    public ItemTable Items { get; }

    /// <summary>What is known of the people; most formats know nothing.</summary>
    public PersonTable People { get; }

    /// <summary>SHA-256 of the file of events as it is on disk, in lower-case hexadecimal; of several files, that of their names and hashes.</summary>
    public string Sha256 { get; }

    /// <summary>Name of the format the events were in.</summary>
    public string Format { get; }

    /// <summary>What was understood, and what could not be read.</summary>
    public ReadReport Report { get; }

    /// <summary>
    /// Reads a file, or a folder that holds a file of events and perhaps a table of items. The items of the table are
    /// numbered first, then those that only events name; people in the order of their events.
    /// </summary>
    /// <param name="path">A file in any of <see cref="InteractionFormats.All"/>, gzipped or not, or a folder.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="known">Items that keep their indices; new ones come after them.</param>
    /// <exception cref="CiceroneException">The data cannot be read, no row is good, or reading is strict and a row is bad. The message says what, where and what to do.</exception>
    public static Dataset Open(string path, ReadOptions options, Vocabulary? known = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<DataFile> files = DataFolder.EventFiles(path);
        DataFile? table = options.ItemText is { } given ? new DataFile(given) : DataFolder.ItemFile(path);
        var report = new ReadReport(options.Strict);
        var items = new Vocabulary(known?.Ids ?? []);
        ItemColumns? columns = table is null ? null : ItemColumns.Read(table, items, options, report);
        var sink = new EventSink(new Vocabulary(), items, new Vocabulary(), options, report);
        string[] formats = [.. files.Select(file => sink.Read(file)).Distinct()];
        InteractionLog log = sink.Build(SplitPart.Train);
        report.TimeUnit = sink.Times.Unit;
        DataFolder.NotePartitions(path, files, report);
        report.CountDuplicatesOf(() => log);
        return new Dataset(log, columns?.ToTable(items, report, log) ?? ItemTable.Without(items), sink.People.ToTable(log.Users), DataFile.Sha256(files), string.Join(", ", formats), report);
    }
}
