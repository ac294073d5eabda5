using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class SemanticIdsCommandTests : CommandLineContext
{
    [Fact]
    public async Task Ids_of_a_market_keep_its_topics_and_a_head_learns_to_predict_them()
    {
        await JsonAsync("data", "simulate", "tencentgr", "--users", "60", "--items", "300", "--out", At("ads"));
        string vectors = $"mm={Path.Combine(At("ads"), "creative_emb", "emb_81_32.pkl")}", truth = Path.Combine(At("ads"), "truth", "ads.csv");
        JsonNode figures = (await JsonAsync("semantic-ids", At("ads"), "--features", vectors, "--item-text", truth, "--purity", "topic", "--set", "codes=64", "--out", At("ids")))["figures"]!;
        Assert.InRange(figures["purity of code 1"]!.GetValue<double>(), 0.7, 1);
        Assert.True(figures["collisions"]!.GetValue<double>() < figures["collisions before repair"]!.GetValue<double>());
        JsonNode card = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(At("ids"), "semantic-ids.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal("64", card["options"]!["codes"]!.GetValue<string>());
        Assert.Equal(300, card["items"]!.AsArray().Count);
        await JsonAsync("fit", "sid-head", "--data", At("ads"), "--item-text", truth, "--set", $"ids={At("ids")}", "epochs=1", "head-epochs=1", "width=8", "layers=1", "--no-time-column", "--out", At("run"));
        JsonNode list = await JsonAsync("recommend", At("run"), "--user", "user_00000000", "-n", "3");
        Assert.Equal(3, list["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_network_joins_several_kinds_of_vectors()
    {
        await JsonAsync("data", "simulate", "tencentgr", "--users", "60", "--items", "300", "--out", At("ads"));
        string folder = Path.Combine(At("ads"), "creative_emb");
        string[] both = ["--features", $"mm={Path.Combine(folder, "emb_81_32.pkl")}", "--features", $"image={Path.Combine(folder, "emb_84_32")}"];
        JsonNode made = await JsonAsync(["semantic-ids", At("ads"), .. both, "--method", "rq-vae", "--set", "codes=16", "epochs=2", "hidden=16", "--out", At("ids")]);
        Assert.InRange(made["figures"]!["perplexity of code 1"]!.GetValue<double>(), 2, 16);
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync(["semantic-ids", At("ads"), .. both, "--out", At("more")])).Code);
        (int code, _, string error) = await RunAsync(["semantic-ids", At("ads"), .. both, "--method", "rq-vae", "--set", "codez=4", "--out", At("more")]);
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("Did you mean 'codes'", error, StringComparison.Ordinal);
    }
}
