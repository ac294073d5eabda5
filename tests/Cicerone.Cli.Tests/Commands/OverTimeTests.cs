using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class OverTimeTests : CommandLineContext
{
    [Fact]
    public async Task A_run_by_time_is_watched_and_one_that_has_seen_everything_is_refused()
    {
        Assert.Equal(CommandLine.Done, (await RunAsync("data", "simulate", "bookshop", "--users", "500", "--items", "200", "--out", At("shop"))).Code);
        (int code, _, string error) = await RunAsync("fit", "ease", "--data", At("shop"), "--protocol", "global-time(validation=0,test=0.5)", "--no-time-column", "--out", At("run"));
        Assert.True(code == CommandLine.Done, error);
        JsonNode report = await JsonAsync("evaluate", At("run"), "--over-time", "--category", "genre", "--set", "period-days=28", "window=5");
        Assert.Equal(["ease", "popularity", "recent-popularity"], report["periods"]![0]!["models"]!.AsObject().Select(model => model.Key));
        Assert.Equal(["hits", "demand by category"], report["alarms"]!.AsArray().Select(alarm => alarm!["watches"]!.GetValue<string>()));
        Assert.Equal("28", report["options"]!["period-days"]!.GetValue<string>());
        (code, string output, error) = await RunAsync("evaluate", At("run"), "--over-time");
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("Alarm on hits", output, StringComparison.Ordinal);

        (code, _, error) = await RunAsync("evaluate", At("run"), "--category", "genre");
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("--over-time", error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("fit", "popularity", "--data", At("shop"), "--no-time-column", "--out", At("whole"))).Code);
        (code, _, error) = await RunAsync("evaluate", At("whole"), "--over-time");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("Fit it by time", error, StringComparison.Ordinal);
    }
}
