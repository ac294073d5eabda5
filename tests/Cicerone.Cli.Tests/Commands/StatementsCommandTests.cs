using System.Text.Json.Nodes;
using Cicerone.Contracts;
using Cicerone.Simulation;

namespace Cicerone.Cli.Tests.Commands;

public sealed class StatementsCommandTests : CommandLineContext
{
    [Fact]
    public async Task Reviews_become_statements_clusters_rankings_and_figures()
    {
        string shop = Write();
        JsonNode extracted = await JsonAsync("statements", "extract", "--reviews", BookshopReviewFiles.PathIn(shop), "--out", At("found"));
        Assert.True(extracted["reviews"]!.GetValue<int>() > 100);
        Assert.True(extracted["rejected"]!["delivery"]!.GetValue<int>() > 0);
        JsonNode clustered = await JsonAsync("statements", "cluster", At("found"));
        Assert.Equal(extracted["statements"]!.GetValue<int>(), clustered["statements"]!.GetValue<int>());
        Assert.True(clustered["clusters"]!.GetValue<int>() < clustered["statements"]!.GetValue<int>());
        JsonNode evaluated = await JsonAsync("statements", "evaluate", At("found"), "--methods", "user-pop", "item-pop");
        Assert.Equal(["global-reference", "global-clean", "item-reference", "item-clean"], evaluated["settings"]!.AsArray().Select(setting => setting!["name"]!.GetValue<string>()));
        Assert.Equal(["random", "global-pop", "user-pop", "item-pop", "least-of-item", "unseen-of-item-first"], evaluated["settings"]![3]!["methods"]!.AsArray().Select(method => method!["method"]!.GetValue<string>()));
        JsonNode ranked = await JsonAsync("statements", "rank", At("found"), "--user", "ada", "--item", "book-1", "-n", "2");
        foreach (JsonNode? statement in ranked[0]!["statements"]!.AsArray()) Assert.Contains(statement!["quote"]!.GetValue<string>(), statement["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, ranked[0]!["statements"]!.AsArray().Count);
    }

    [Fact]
    public async Task Steps_that_are_missing_and_names_that_are_wrong_are_told()
    {
        Directory.CreateDirectory(At("empty"));
        Assert.Contains("'cicerone statements extract", (await RunAsync("statements", "cluster", At("empty"))).Error, StringComparison.Ordinal);
        Assert.Contains("'cicerone statements cluster", (await RunAsync("statements", "evaluate", At("empty"))).Error, StringComparison.Ordinal);
        await JsonAsync("statements", "extract", "--reviews", BookshopReviewFiles.PathIn(Write()), "--out", At("merged"));
        await JsonAsync("statements", "cluster", At("merged"));
        string run = await FitAsync();
        Assert.Contains("quotes no reviews", (await RunAsync("statements", "rank", run, "--history", "item 2")).Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'user-pop'", (await RunAsync("statements", "evaluate", At("merged"), "--methods", "user-pup")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reviews_of_All_Beauty_go_through_every_step()
    {
        JsonNode extracted = await JsonAsync("statements", "extract", "--reviews", SharedData.Path("data/amazon-all-beauty-reviews/All_Beauty_5.json.gz"), "--out", At("beauty"));
        Assert.True(extracted["repeated"]!.GetValue<int>() > 0); // the file has reviews twice
        Assert.True(extracted["withStatements"]!.GetValue<int>() > 100);
        JsonNode clustered = await JsonAsync("statements", "cluster", At("beauty"));
        Assert.InRange(clustered["reduction"]!.GetValue<double>(), 0.05, 0.9);
    }

    private string Write()
    {
        var shop = new Bookshop(new BookshopOptions { Readers = 60, Books = 50, MeanEvents = 12 });
        BookshopReviewFiles.Write(shop, new BookshopReviews(shop, new BookshopReviewOptions { Share = 0.8 }), At("shop"));
        return At("shop");
    }
}
