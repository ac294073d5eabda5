using System.CommandLine;
using Cicerone.Data;
using Cicerone.Data.Formats;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data describe</c>: what a file or folder holds, before anything is learned from it.</summary>
internal sealed class DataDescribeCommand : CiceroneCommand
{
    private readonly Argument<string> _path = new("path") { Description = "A file or folder of interactions in any readable format." };
    private readonly ReadingOptions _reading = new();
    private readonly FilterOptions _filters = new();

    public DataDescribeCommand() : base("describe", "Says what a file or folder holds: format, counts, times, values, items, bad rows.",
        "cicerone data describe ratings.csv", "cicerone data describe events.tsv --columns user=reader,item=book,time=at")
    {
        Add(_path);
        foreach (Option option in _reading.All) Add(option);
        foreach (Option option in _filters.All) Add(option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string path = call.Value(_path);
        Dataset data = Dataset.Open(path, _reading.Read(call));
        (InteractionLog log, ItemTable items) = _filters.Apply(call, data.Log, data.Items);
        var description = DatasetDescription.Of(data, log, items);
        if (call.Json) call.Terminal.Document(description);
        else
        {
            Remarks.Of(data.Report, call.Terminal);
            call.Terminal.Table(["", ""], description.Lines(path));
        }
        return Task.FromResult(CommandLine.Done);
    }
}
