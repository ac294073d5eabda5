using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Simulation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data simulate</c>: a world whose truth is known, as files.</summary>
internal sealed class DataSimulateCommand : CiceroneCommand
{
    private static readonly string[] Worlds = ["bookshop"];

    private readonly Argument<string> _world = new("world") { Description = string.Join(", ", Worlds) };
    private readonly Option<int> _users = GlobalOptions.Positive(new Option<int>("--users") { Description = "How many readers.", DefaultValueFactory = _ => new BookshopOptions().Readers });
    private readonly Option<int> _items = GlobalOptions.Positive(new Option<int>("--items") { Description = "How many books.", DefaultValueFactory = _ => new BookshopOptions().Books });
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };

    public DataSimulateCommand() : base("simulate", "Makes a world whose truth is known: events, items, and in truth/ what no model may see.",
        "cicerone data simulate bookshop --users 2000 --items 1000 --out bookshop")
    {
        _world.AcceptOnlyFromAmong(Worlds);
        Add(_world);
        Add(_users);
        Add(_items);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
        var shop = new Bookshop(UsageException.Unless(() => new BookshopOptions { Readers = call.Value(_users), Books = call.Value(_items), Seed = call.Seed }));
        long events = Write(call, shop, folder);
        if (call.Json) call.Terminal.Document(new { Folder = folder, World = shop.Name, Users = shop.ReaderCount, Items = shop.BookCount, Events = events });
        else call.Terminal.Line($"{folder}: {events:N0} events of {shop.ReaderCount:N0} readers on {shop.BookCount:N0} books; next: cicerone data describe {folder}");
        return Task.FromResult(CommandLine.Done);
    }

    private static long Write(Invocation call, Bookshop shop, string folder)
    {
        using var progress = new ProgressReporter(call.Terminal);
        return BookshopFiles.Write(shop, folder, progress.Stage("writing events"), call.Cancellation);
    }
}
