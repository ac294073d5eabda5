using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Tour;

/// <summary>Both calls share one world, so that what a stop needs is prepared once.</summary>
public sealed class TourTests(TourTests.World world) : CommandLineContext, IClassFixture<TourTests.World>
{
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
        Assert.Equal(["FLAME", "LIA", "FAERec", "JBM-Diff", "StaR", "TencentGR", "JKGE_ss"], stops.Where(stop => stop!["lit"]!.GetValue<bool>()).Select(stop => stop!["method"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_demo_tells_of_Ada_and_leaves_a_run_to_go_on_with()
    {
        (int code, string output, string error) = await RunAsync("demo", "--out", world.Folder);
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("Ada has chosen", output, StringComparison.Ordinal);
        Assert.Contains("You chose “", output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("recommend", Path.Combine(world.Folder, "run"), "--user", "ada")).Code);
    }

    public sealed class World : IDisposable
    {
        public string Folder { get; } = Path.Combine(Directory.CreateTempSubdirectory("cicerone-tour-").FullName, "world");

        public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
