using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class CredibilityCommandTests : CommandLineContext
{
    [Fact]
    public async Task Credibility_is_told_exported_and_taken_as_weights_by_another_algorithm()
    {
        string run = await FitJbmAsync();
        JsonArray events = (await JsonAsync("credibility", run, "--user", "person 2")).AsArray();
        Assert.Equal(19, events.Count);
        Assert.All(events, one => Assert.InRange(one!["credibility"]!.GetValue<double>(), 0, 1));
        Assert.All(events, one => Assert.StartsWith("Title of item", one!["title"]!.GetValue<string>(), StringComparison.Ordinal));
        JsonArray mixed = (await JsonAsync("credibility", run, "--history", "item 2,item 4,item 6,item 8,item 10,item 9")).AsArray();
        Assert.True(mixed[5]!["credibility"]!.GetValue<double>() < mixed.Take(5).Min(one => one!["credibility"]!.GetValue<double>()), mixed.ToJsonString());

        JsonNode all = await JsonAsync("credibility", run, "--export", At("weights.csv"));
        Assert.Equal(all["count"]!.GetValue<int>(), File.ReadLines(At("weights.csv")).Count() - 1);
        Assert.Equal(10, all["byPopularity"]!.AsArray().Count);
        (int code, _, string error) = await RunAsync("fit", "bpr-mf", "--data", At("ratings.csv"), "--weights", At("weights.csv"), "--set", "epochs=1", "width=4", "--out", At("weighed"));
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains($"weighs {all["count"]} training pairs", error.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_diffusion_does_stands_in_the_report_and_how_features_were_made_in_the_figures()
    {
        string run = await FitJbmAsync();
        string report = await File.ReadAllTextAsync(Path.Combine(run, "report.html"), TestContext.Current.CancellationToken);
        Assert.All(["text: distance moved", "text: signal kept where denoising starts", "deviation of credibility"], name => Assert.Contains(name, report, StringComparison.Ordinal));
        JsonNode features = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run, "metrics.json"), TestContext.Current.CancellationToken))!["features"]![0]!;
        Assert.Equal("text", features["name"]!.GetValue<string>());
        Assert.Contains("hashed words", features["origin"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(40, features["items"]!.GetValue<int>());
        Assert.Equal(64, features["sha256"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task Runs_that_do_not_judge_files_without_a_known_pair_and_algorithms_without_weights_are_refused()
    {
        string run = await FitAsync();
        Assert.Contains("does not judge", (await RunAsync("credibility", run)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("strange.csv"), "user,item,weight\nnobody,nothing,1\n", TestContext.Current.CancellationToken);
        (int code, _, string error) = await RunAsync("fit", "bpr-mf", "--data", At("ratings.csv"), "--weights", At("strange.csv"), "--out", At("none"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("None of the 1 pairs", error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("known.csv"), "user,item,weight\nperson 2,item 4,0.5\n", TestContext.Current.CancellationToken);
        Assert.Contains("item-knn does not learn by weights", (await RunAsync("fit", "item-knn", "--data", At("ratings.csv"), "--weights", At("known.csv"), "--out", At("none"))).Error, StringComparison.Ordinal);
    }

    private async Task<string> FitJbmAsync()
    {
        (string events, string items) = WriteCheckerboard();
        // titles tell nothing of the board; the words of the kinds do
        await File.WriteAllLinesAsync(items, ["item,title,kind", .. Enumerable.Range(0, 40).Select(item => $"item {item},Title of item {item},{(item % 2 == 0 ? "mystery and night" : "poetry and rain")}")], TestContext.Current.CancellationToken);
        (int code, _, string error) = await RunAsync("fit", "jbm-diff", "--data", events, "--item-text", items, "--features", "text", "--no-time-column",
            "--set", "epochs=6", "width=8", "hidden=16", "batch-size=128", "warmup-epochs=1", "learning-rate=0.02", "--out", At("jbm"));
        Assert.True(code == CommandLine.Done, error);
        return At("jbm");
    }
}
