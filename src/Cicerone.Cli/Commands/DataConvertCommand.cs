using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data convert</c>: events and items from any readable format into another.</summary>
internal sealed class DataConvertCommand : CiceroneCommand
{
    private readonly Argument<string> _path = new("path") { Description = "A file or folder of interactions in any readable format." };
    private const string TencentGr = "tencentgr-";

    private readonly Option<string> _to = new("--to") { Description = string.Join(", ", [.. InteractionWriters.All.Select(writer => writer.Name), .. AdLayouts.All.Select(layout => TencentGr + layout.Name)]), Required = true, HelpName = "FORMAT" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };
    private readonly ReadingOptions _reading = new();
    private readonly FilterOptions _filters = new();

    public DataConvertCommand() : base("convert", "Writes events and items in another format, filtered if you like.",
        "cicerone data convert ratings.dat --to recbole --out ml-1m",
        "cicerone data convert events.csv --min-value 4 --k-core 5 --to csv --out core",
        "cicerone data convert advertisements --to tencentgr-parquet --out advertisements-parquet")
    {
        Add(_path);
        Add(_to);
        Add(_out);
        foreach (Option option in _reading.All) Add(option);
        foreach (Option option in _filters.All) Add(option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
        if (call.Value(_to)!.StartsWith(TencentGr, StringComparison.Ordinal)) WriteLayout(call, folder);
        else WriteLog(call, folder);
        return Task.FromResult(CommandLine.Done);
    }

    /// <summary>TencentGR's data from one layout to another: more than a log holds.</summary>
    private void WriteLayout(Invocation call, string folder)
    {
        AdLayout layout = UsageException.Unless(() => AdLayouts.Named(call.Value(_to)![TencentGr.Length..]));
        if (_filters.Any(call) || _reading.All.Any(call.Has)) throw new UsageException($"--to {call.Value(_to)} takes data of TencentGR as they are: options of reading and filters are for other formats.");
        using var progress = new ProgressReporter(call.Terminal);
        long events = layout.Write(AdLayouts.Open(call.Value(_path)), folder, progress.Stage("writing events"), call.Cancellation);
        if (call.Json) call.Terminal.Document(new { Folder = folder, Format = call.Value(_to), Events = events });
        else call.Terminal.Line($"{folder}: {events:N0} events, as {layout.Summary}.");
    }

    private void WriteLog(Invocation call, string folder)
    {
        InteractionWriter writer = UsageException.Unless(() => InteractionWriters.Named(call.Value(_to)!));
        Dataset data = Dataset.Open(call.Value(_path), _reading.Read(call));
        Remarks.Of(data.Report, call.Terminal);
        (InteractionLog log, ItemTable items) = _filters.Apply(call, data.Log, data.Items);
        writer.Write(folder, log, items);
        if (data.Report.BadRowCount > 0) data.Report.WriteBadRows(Path.Combine(folder, "bad-rows.tsv"));
        if (call.Json) call.Terminal.Document(new { Folder = folder, Format = writer.Name, Users = log.Users.Count, Items = log.Items.Count, Events = log.Count, BadRows = data.Report.BadRowCount });
        else call.Terminal.Line($"{folder}: {log.Count:N0} events of {log.Users.Count:N0} people on {log.Items.Count:N0} items, as {writer.Name}.");
    }
}
