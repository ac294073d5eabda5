using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Simulation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data simulate</c>: a world whose truth is known, as files.</summary>
internal sealed class DataSimulateCommand : CiceroneCommand
{
    private const string Bookshop = "bookshop", TencentGr = "tencentgr", Crowded = "crowd";

    private readonly Argument<string> _world = new("world") { Description = $"{Bookshop}, {TencentGr}, {Crowded}" };
    private readonly Option<int?> _users = new("--users") { Description = $"How many people ({Bookshop} {new BookshopOptions().Readers}, {TencentGr} {new AdMarketOptions().Users}, {Crowded} {new CrowdOptions().People})." };
    private readonly Option<int?> _items = new("--items") { Description = $"How many books ({new BookshopOptions().Books}), advertisements ({new AdMarketOptions().Items}) or items ({new CrowdOptions().Items})." };
    private readonly Option<double?> _events = new("--events") { Description = $"{Crowded}: how many events a person has in the mean ({new CrowdOptions().MeanEvents})." };
    private readonly Option<bool> _conversions = new("--conversions") { Description = $"{TencentGr}: clicks may become conversions, as in the second round of the contest." };
    private readonly Option<bool> _reviews = new("--reviews") { Description = $"{Bookshop}: write what readers say of the books too, as reviews/reviews.jsonl, and why they chose them, as reviews/reasons.jsonl." };
    private readonly Option<string?> _layout = new("--layout") { Description = $"{TencentGr}: {string.Join(", ", AdLayouts.All.Select(layout => $"{layout.Name} ({layout.Summary})"))}.", HelpName = "NAME" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };

    public DataSimulateCommand() : base("simulate", "Makes a world whose truth is known: events, items, and in truth/ what no model may see.",
        "cicerone data simulate bookshop --users 2000 --items 1000 --out bookshop",
        "cicerone data simulate bookshop --reviews --out shop",
        "cicerone data simulate tencentgr --users 1500 --items 4000 --out advertisements",
        "cicerone data simulate tencentgr --users 100000 --items 40000 --layout parquet --out advertisements",
        "cicerone data simulate crowd --users 2000000 --items 4000 --events 60 --out crowd")
    {
        _world.AcceptOnlyFromAmong(Bookshop, TencentGr, Crowded);
        Add(_world);
        Add(_users);
        Add(_items);
        Add(_events);
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
        string world = call.Value(_world);
        if (call.Value(_reviews) && world != Bookshop) throw new UsageException($"--reviews is for {Bookshop}.");
        if (call.Value(_conversions) && world != TencentGr) throw new UsageException($"--conversions is for {TencentGr}.");
        if (call.Has(_layout) && world != TencentGr) throw new UsageException($"--layout is for {TencentGr}.");
        if (call.Has(_events) && world != Crowded) throw new UsageException($"--events is for {Crowded}.");
        if (world == TencentGr) WriteMarket(call, folder);
        else if (world == Crowded) WriteCrowd(call, folder);
        else WriteShop(call, folder);
        return Task.FromResult(CommandLine.Done);
    }

    private void WriteShop(Invocation call, string folder)
    {
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

    private void WriteCrowd(Invocation call, string folder)
    {
        CrowdOptions crowd = UsageException.Unless(() =>
        {
            var usual = new CrowdOptions();
            return usual with { People = call.Value(_users) ?? usual.People, Items = call.Value(_items) ?? usual.Items, MeanEvents = call.Value(_events) ?? usual.MeanEvents, Seed = call.Seed };
        });
        using var progress = new ProgressReporter(call.Terminal);
        long events = new Crowd(crowd).Write(folder, progress.Stage("writing events"), call.Cancellation);
        Tell(call, folder, $"crowd (seed {crowd.Seed})", crowd.People, "people", crowd.Items, "items", events);
    }

    private static void Tell(Invocation call, string folder, string world, int users, string people, int items, string things, long events)
    {
        if (call.Json) call.Terminal.Document(new { Folder = folder, World = world, Users = users, Items = items, Events = events });
        else call.Terminal.Line($"{folder}: {events:N0} events of {users:N0} {people} on {items:N0} {things}; next: cicerone data describe {folder}");
    }
}
