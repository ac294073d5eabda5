using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Simulation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data simulate</c>: a world whose truth is known, as files.</summary>
internal sealed class DataSimulateCommand : CiceroneCommand
{
    private const string Bookshop = "bookshop", TencentGr = "tencentgr";

    private readonly Argument<string> _world = new("world") { Description = $"{Bookshop}, {TencentGr}" };
    private readonly Option<int?> _users = new("--users") { Description = $"How many people ({Bookshop} {new BookshopOptions().Readers}, {TencentGr} {new AdMarketOptions().Users})." };
    private readonly Option<int?> _items = new("--items") { Description = $"How many books ({new BookshopOptions().Books}) or advertisements ({new AdMarketOptions().Items})." };
    private readonly Option<bool> _conversions = new("--conversions") { Description = $"{TencentGr}: clicks may become conversions, as in the second round of the contest." };
    private readonly Option<bool> _reviews = new("--reviews") { Description = $"{Bookshop}: write what readers say of the books too, as reviews/reviews.jsonl." };
    private readonly Option<string?> _layout = new("--layout") { Description = $"{TencentGr}: {string.Join(", ", AdLayouts.All.Select(layout => $"{layout.Name} ({layout.Summary})"))}.", HelpName = "NAME" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };

    public DataSimulateCommand() : base("simulate", "Makes a world whose truth is known: events, items, and in truth/ what no model may see.",
        "cicerone data simulate bookshop --users 2000 --items 1000 --out bookshop",
        "cicerone data simulate bookshop --reviews --out shop",
        "cicerone data simulate tencentgr --users 1500 --items 4000 --out advertisements",
        "cicerone data simulate tencentgr --users 100000 --items 40000 --layout parquet --out advertisements")
    {
        _world.AcceptOnlyFromAmong(Bookshop, TencentGr);
        Add(_world);
        Add(_users);
        Add(_items);
        Add(_conversions);
        Add(_reviews);
        Add(_layout);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
        if (call.Value(_reviews) && call.Value(_world) == TencentGr) throw new UsageException($"--reviews is for {Bookshop}.");
        if (call.Value(_world) == TencentGr) WriteMarket(call, folder);
        else WriteShop(call, folder);
        return Task.FromResult(CommandLine.Done);
    }

    private void WriteShop(Invocation call, string folder)
    {
        if (call.Value(_conversions)) throw new UsageException($"--conversions is for {TencentGr}.");
        if (call.Has(_layout)) throw new UsageException($"--layout is for {TencentGr}.");
        var shop = new Bookshop(UsageException.Unless(() =>
        {
            var usual = new BookshopOptions();
            return usual with { Readers = call.Value(_users) ?? usual.Readers, Books = call.Value(_items) ?? usual.Books, Seed = call.Seed };
        }));
        using var progress = new ProgressReporter(call.Terminal);
        long events = BookshopFiles.Write(shop, folder, progress.Stage("writing events"), call.Cancellation);
        if (call.Value(_reviews)) BookshopReviewFiles.Write(shop, new BookshopReviews(shop, new BookshopReviewOptions(), call.Seed), folder);
        Tell(call, folder, shop.Name, shop.ReaderCount, "readers", shop.BookCount, "books", events);
    }

    private void WriteMarket(Invocation call, string folder)
    {
        AdMarketOptions market = UsageException.Unless(() =>
        {
            var usual = new AdMarketOptions();
            return usual with { Users = call.Value(_users) ?? usual.Users, Items = call.Value(_items) ?? usual.Items, Conversions = call.Value(_conversions), Seed = call.Seed };
        });
        AdLayout layout = UsageException.Unless(() => AdLayouts.Named(call.Value(_layout) ?? AdLayouts.Contest.Name));
        using var progress = new ProgressReporter(call.Terminal);
        long events = AdMarketFiles.Write(market, folder, layout, progress.Stage("writing events"), call.Cancellation);
        Tell(call, folder, market.Name, market.Users, "people", market.Items, "advertisements", events);
    }

    private static void Tell(Invocation call, string folder, string world, int users, string people, int items, string things, long events)
    {
        if (call.Json) call.Terminal.Document(new { Folder = folder, World = world, Users = users, Items = items, Events = events });
        else call.Terminal.Line($"{folder}: {events:N0} events of {users:N0} {people} on {items:N0} {things}; next: cicerone data describe {folder}");
    }
}
