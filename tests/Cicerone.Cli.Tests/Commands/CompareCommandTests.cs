using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class CompareCommandTests : CommandLineContext
{
    [Fact]
    public async Task Runs_of_one_split_are_compared_person_by_person()
    {
        foreach (string algorithm in (string[])["ease", "popularity"])
            await JsonAsync("fit", algorithm, "--data", "bookshop", "--out", At(algorithm));
        JsonNode difference = (await JsonAsync("compare", At("ease"), At("popularity"), "--metrics", "ndcg@10"))[0]!;
        Assert.Equal(("ease", "popularity"), (difference["of"]!.GetValue<string>(), difference["against"]!.GetValue<string>()));
        Assert.True(difference["different"]!.GetValue<bool>());
        Assert.True(difference["low"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task Runs_of_different_splits_are_refused()
    {
        (string events, _) = WriteCheckerboard();
        await JsonAsync("fit", "popularity", "--data", events, "--out", At("one"));
        await JsonAsync("fit", "popularity", "--data", events, "--protocol", "random-holdout", "--out", At("other"));
        (int code, _, string error) = await RunAsync("compare", At("one"), At("other"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("same split", error, StringComparison.Ordinal);
    }
}
