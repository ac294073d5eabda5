using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class RulesCommandTests : CommandLineContext
{
    [Fact]
    public async Task Rules_are_listed_searched_exported_and_explain_recommendations()
    {
        string run = await FitLiaAsync();
        JsonNode list = await JsonAsync("rules", run, "-n", "1000");
        JsonArray rules = list["rules"]!.AsArray();
        Assert.Equal(list["total"]!.GetValue<int>(), rules.Count);
        Assert.All(rules, rule => Assert.Contains(rule!["operator"]!.GetValue<string>(), (string[])["and", "or"]));
        Assert.All(rules, rule => Assert.True(rule!["support"]!.GetValue<int>() >= 5));
        Assert.All(rules, rule => Assert.All(rule!["literals"]!.AsArray(), literal => Assert.StartsWith("Title of item", literal!["title"]!.GetValue<string>(), StringComparison.Ordinal)));

        JsonArray found = (await JsonAsync("rules", run, "--find", "Title of item 4", "-n", "1000"))["rules"]!.AsArray();
        Assert.InRange(found.Count, 1, rules.Count - 1);

        Assert.Equal(CommandLine.Done, (await RunAsync("rules", run, "--export", At("rules.jsonl"))).Code);
        Assert.True(File.ReadLines(At("rules.jsonl")).Count() > rules.Count);

        JsonNode recommended = await JsonAsync("recommend", run, "--user", "person 2", "-n", "3", "--explain");
        foreach (JsonNode? item in recommended["items"]!.AsArray())
            Assert.Equal(item!["score"]!.GetValue<double>(), item["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()), 1e-4);
    }

    [Fact]
    public async Task The_study_tells_parts_random_rules_and_the_length_of_explanations()
    {
        string run = await FitLiaAsync();
        JsonNode study = await JsonAsync("rules", run, "--study");
        Assert.InRange(study["ndcg20"]!["full"]!.GetValue<double>(), 0.01, 1);
        Assert.Equal(4, study["rulesAlone"]!.AsArray().Count);
        Assert.All(study["rulesAlone"]!.AsArray(), row => Assert.InRange(row!["mean"]!.GetValue<double>(), row["low"]!.GetValue<double>(), row["high"]!.GetValue<double>()));
        Assert.Equal(study["kinds"]!["and"]!.GetValue<int>() + study["kinds"]!["or"]!.GetValue<int>(), study["kinds"]!["lengths"]!.AsObject().Sum(length => length.Value!.GetValue<int>()));
        Assert.True(study["explanations"]!["whole"]!["explanations"]!.GetValue<int>() > 0);
        (int code, string output, _) = await RunAsync("rules", run, "--study");
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains("random rules of the same forms", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_rules_is_refused()
    {
        (int code, _, string error) = await RunAsync("rules", await FitAsync());
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("has no rules", error, StringComparison.Ordinal);
    }

    private async Task<string> FitLiaAsync()
    {
        (string events, string items) = WriteCheckerboard();
        (int code, _, string error) = await RunAsync("fit", "lia", "--data", events, "--item-text", items, "--no-time-column",
            "--set", "rules=24", "epochs=1", "batch-size=8", "regularisation=10", "skip-regularisation=20", "--out", At("lia"));
        Assert.True(code == CommandLine.Done, error);
        return At("lia");
    }
}
