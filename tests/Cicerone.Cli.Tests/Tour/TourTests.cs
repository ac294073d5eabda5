using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Tour;

public sealed class TourTests : CommandLineContext
{
    [Fact]
    public async Task Ten_stops_are_tried_and_each_is_lit_or_not_yet_built()
    {
        (int code, string output, string error) = await RunAsync("tour", "--check", "--json", "--out", At("tour"));
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
    }

    [Fact]
    public async Task The_demo_tells_of_Ada_and_leaves_a_run_to_go_on_with()
    {
        (int code, string output, string error) = await RunAsync("demo", "--out", At("demo"));
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("Ada has chosen", output, StringComparison.Ordinal);
        Assert.Contains("You chose “", output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("recommend", Path.Combine(At("demo"), "run"), "--user", "ada")).Code);
    }
}
