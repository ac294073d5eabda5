using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : CommandLineContext
{
    [Fact]
    public async Task Testing_a_run_again_gives_the_figures_it_was_kept_with()
    {
        string run = await FitAsync();
        JsonNode kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run, "metrics.json"), TestContext.Current.CancellationToken))!;
        JsonNode again = await JsonAsync("evaluate", run);
        Assert.Equal(kept["test"]!.ToJsonString(), again["test"]!.ToJsonString());
        Assert.Equal(kept["protocol"]!["fingerprint"]!.GetValue<string>(), again["protocol"]!["fingerprint"]!.GetValue<string>());
    }

    [Fact]
    public async Task Items_of_other_data_that_the_model_has_never_met_are_told_and_missed()
    {
        string run = await FitAsync();
        await File.WriteAllLinesAsync(At("other.csv"), ["user,item,time", "ann,item 2,1", "ann,item 4,2", "ann,new,3", "ann,item 6,4"], TestContext.Current.CancellationToken);
        (int code, _, string error) = await RunAsync("evaluate", run, "--data", At("other.csv"));
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains("1 items are unknown", error, StringComparison.Ordinal);
    }
}
