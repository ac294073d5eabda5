using System.Text.Json.Nodes;
using Cicerone.Evaluation;
using Cicerone.Server;
using Cicerone.Server.Tests.Pages;
using Cicerone.Server.Tour;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cicerone.Cli.Tests.Tour;

/// <summary>One world, in which what the stops need is prepared once.</summary>
public sealed class TourTests(TourTests.World world, Chromium chromium) : CommandLineContext, IClassFixture<TourTests.World>, IClassFixture<Chromium>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_stops_are_tried_and_each_is_lit_or_not_yet_built()
    {
        (int code, string output, string error) = await RunAsync("tour", "--check", "--json", "--out", world.Folder);
        Assert.True(code == CommandLine.Done, error);
        JsonArray stops = JsonNode.Parse(output)!.AsArray();
        Assert.Equal(["FLAME", "LIA", "FAERec", "JBM-Diff", "StaR", "MMP-Refer", "SMTPO", "TencentGR", "JKGE_ss", "CURE"], stops.Select(stop => stop!["method"]!.GetValue<string>()));
        foreach (JsonNode? stop in stops)
        {
            Assert.Equal(["library", "command", "API", "page"], stop!["attempts"]!.AsArray().Select(attempt => attempt!["surface"]!.GetValue<string>()));
            bool lit = stop["attempts"]!.AsArray().All(attempt => attempt!["works"]!.GetValue<bool>());
            Assert.Equal(lit, stop["lit"]!.GetValue<bool>());
            Assert.Equal(lit ? "lit" : "dark: not yet built", stop["state"]!.GetValue<string>());
        }
        Assert.Equal(["FLAME", "LIA", "FAERec", "JBM-Diff", "StaR", "MMP-Refer", "SMTPO", "TencentGR", "JKGE_ss", "CURE"], stops.Where(stop => stop!["lit"]!.GetValue<bool>()).Select(stop => stop!["method"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_demo_tells_of_Ada_and_leaves_a_run_to_go_on_with()
    {
        Assert.Contains("Ada has chosen", world.Told, StringComparison.Ordinal);
        Assert.Contains("You chose “", world.Told, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("recommend", Path.Combine(world.Folder, "run"), "--user", "ada")).Code);
    }

    /// <summary>What a visitor sees: the ten stops of the real world in a browser, of which docs/tour.md has the pictures.</summary>
    [Fact]
    public async Task A_visitor_walks_through_the_ten_stops_in_a_browser()
    {
        RunFolder run = RunFolder.Open(Path.Combine(world.Folder, "run"), Known.Algorithms);
        await using CiceroneServer server = await CiceroneServer.StartAsync(new ServerOptions
        {
            Recommender = run.Recommender(),
            Algorithms = Known.Algorithms,
            Store = $"sqlite:{At("tour.db")}",
            Urls = "http://127.0.0.1:0",
            Tour = Path.Combine(world.Folder, "stops"),
            Seed = run.ReadLog(),
            SeedName = "demo",
        }, Cancellation);
        IPage page = await chromium.OpenAsync(width: 960, scripts: true);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.Response += (_, response) => { if (response.Status >= 400) complaints.Add($"{response.Status} {response.Url}"); };
        await page.GotoAsync(new Uri(server.Address, "/tour").ToString());
        await Chromium.PictureAsync(page, "stops");
        await page.GetByRole(AriaRole.Link, new() { Name = TourStops.All[0].Method, Exact = true }).ClickAsync();
        foreach (TourStop stop in TourStops.All)
        {
            Assert.Equal(stop.Method, await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
            await Chromium.PictureAsync(page, $"stop-{stop.Number}");
            complaints.AddRange((await page.RunAxe()).Violations.SelectMany(rule => rule.Nodes.Select(node => $"{stop.Method}: {rule.Impact} {rule.Id}: {node.Html}")));
            if (stop != TourStops.All[^1]) await page.GetByRole(AriaRole.Link, new() { Name = "next: " }).ClickAsync();
        }
        await page.Context.CloseAsync();
        Assert.Empty(complaints);
    }

    /// <summary>What the demo leaves behind.</summary>
    public sealed class World : CommandLineContext, IAsyncLifetime
    {
        public string Folder => At("world");

        public string Told { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            (int code, Told, string error) = await RunAsync("demo", "--out", Folder);
            Assert.True(code == CommandLine.Done, error);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
