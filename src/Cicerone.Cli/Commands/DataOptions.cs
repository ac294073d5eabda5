using System.CommandLine;
using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Cli.Commands;

/// <summary>Where a command's data come from: a file, a folder, a split, or the Bookshop.</summary>
internal sealed class DataOptions
{
    private const string BookshopName = "bookshop";
    private readonly ReadingOptions _reading = new();
    private readonly FilterOptions _filters = new();

    public Option<string?> Data { get; } = new("--data") { Description = "A file or folder of interactions in any readable format, or 'bookshop'.", HelpName = "PATH" };

    public Option<string?> Split { get; } = new("--split") { Description = "A folder with train, valid and test files; its split.json gives history and mask.", HelpName = "FOLDER" };

    public Option<string> ProtocolName { get; } = new("--protocol") { Description = "How --data is split.", DefaultValueFactory = _ => "leave-one-out", HelpName = "NAME" };

    public IEnumerable<Option> All => [Data, Split, ProtocolName, .. _reading.All, .. _filters.All];

    /// <summary>Reads the data and splits them.</summary>
    /// <param name="call">What was typed.</param>
    /// <param name="known">Items that keep their indices; null starts without any.</param>
    /// <param name="byTime">Whether a split by time is wanted beside, where it makes sense.</param>
    public SplitData Read(Invocation call, Vocabulary? known = null, bool byTime = false)
    {
        string? data = call.Value(Data), split = call.Value(Split);
        if ((data is null) == (split is null)) throw new UsageException("give either --data PATH (or --data bookshop) or --split FOLDER.");
        if (split is not null && call.Has(ProtocolName)) throw new UsageException("--protocol splits --data; with --split the files are the split.");
        Protocol protocol = UsageException.Unless(() => Protocol.Named(call.Value(ProtocolName)!));
        if (split is not null && _filters.Any(call)) throw new UsageException("filters work on --data; with --split the files are the split.");
        if (split is not null) return ReadSplit(call, split, known);
        if (data == BookshopName && !Path.Exists(data)) return Simulate(call, protocol, known, byTime);
        Dataset read = Dataset.Open(data!, _reading.Read(call), known);
        (InteractionLog log, ItemTable items) = _filters.Apply(call, read.Log, read.Items, keepIds: known is not null);
        return new SplitData(protocol.Split(log, call.Seed) with { People = read.People.For(log.Users) }, items, new Provenance(NameOf(data!), read.Sha256, read.Report.BadRowCount), byTime ? ByTime(log, protocol, call) : null, read.Report);
    }

    /// <summary>The events that are split bucket by bucket: where they are, how they are read, and the protocol.</summary>
    public (string Path, ReadOptions Options, Protocol Protocol) ReadStreamed(Invocation call)
    {
        if (call.Value(Data) is not { } data || call.Has(Split)) throw new UsageException("--stream splits files: give --data PATH.");
        if (data == BookshopName && !Path.Exists(data)) throw new UsageException("--stream splits files, and the Bookshop is made in memory. Write it first: cicerone data simulate bookshop --out FOLDER.");
        if (_filters.Any(call)) throw new UsageException("filters need all events in memory, which --stream is there to avoid: filter with 'cicerone data convert', or leave out --stream.");
        return (data, _reading.Read(call), UsageException.Unless(() => Protocol.Named(call.Value(ProtocolName)!)));
    }

    /// <summary>The split that is read bucket by bucket, and what a reader calls it.</summary>
    public (SplitBuckets Split, string Name) OpenStreamed(Invocation call)
    {
        if (call.Value(Split) is not { } split || call.Has(Data)) throw new UsageException("--stream reads a split in buckets: give --split FOLDER, made by 'cicerone data split --stream'.");
        if (call.Has(ProtocolName) || _filters.Any(call) || _reading.All.Any(call.Has)) throw new UsageException("a split in buckets is read as it is: options of reading, filters and --protocol are for --data.");
        return (SplitBuckets.Open(split), NameOf(split));
    }

    private SplitData Simulate(Invocation call, Protocol protocol, Vocabulary? known, bool byTime)
    {
        var shop = new Bookshop(new BookshopOptions { Seed = call.Seed });
        (InteractionLog all, ItemTable books) = shop.ToLog(known);
        (InteractionLog log, ItemTable items) = _filters.Apply(call, all, books, keepIds: known is not null);
        return new SplitData(protocol.Split(log, call.Seed), items, new Provenance(shop.Name, "", 0), byTime ? ByTime(log, protocol, call) : null, Report: null);
    }

    private SplitData ReadSplit(Invocation call, string folder, Vocabulary? known)
    {
        SplitFiles files = SplitFolder.Read(folder, _reading.Read(call), known);
        return new SplitData(files.Split, files.Items, new Provenance(NameOf(folder), files.Sha256, files.Report.BadRowCount), GlobalTime: null, files.Report);
    }

    /// <summary>Leave-one-out lets a model learn from what lies after the moment it is tested on; a split by time beside it shows the difference.</summary>
    private static Split? ByTime(InteractionLog log, Protocol protocol, Invocation call)
    {
        if (!log.HasTimes || protocol is not LeaveOneOut) return null;
        try
        {
            return new GlobalTime().Split(log, call.Seed);
        }
        catch (CiceroneException fault)
        {
            call.Terminal.Remark($"There is no column by time: {fault.Message}");
            return null;
        }
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}
