using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class TuneCommandTests : CommandLineContext
{
    [Fact]
    public async Task A_search_goes_on_where_it_was_stopped_and_leaves_a_recipe()
    {
        (string events, _) = WriteCheckerboard();
        string[] call = ["tune", "ease", "--data", events, "--search", "regularisation=1..1000 log", "--out", At("tune")];
        JsonNode few = await JsonAsync([.. call, "--trials", "3"]), more = await JsonAsync([.. call, "--trials", "5"]);
        Assert.Equal(5, more["trials"]!.AsArray().Count);
        for (int trial = 0; trial < 3; trial++) Assert.Equal(few["trials"]![trial]!.ToJsonString(), more["trials"]![trial]!.ToJsonString());
        Assert.Contains("<svg", await File.ReadAllTextAsync(Path.Combine(At("tune"), "tune.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        JsonNode fitted = await JsonAsync("fit", "ease", "--data", events, "--recipe", Path.Combine(At("tune"), "recipe.json"), "--out", At("run"));
        Assert.Equal(more["best"]!["settings"]!["regularisation"]!.GetValue<string>(), fitted["model"]!["options"]!["regularisation"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_range_that_cannot_be_meant_is_wrong_usage()
    {
        (string events, _) = WriteCheckerboard();
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync("tune", "ease", "--data", events, "--search", "regularisation=many", "--out", At("tune"))).Code);
    }
}
