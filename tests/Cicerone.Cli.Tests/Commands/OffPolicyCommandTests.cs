using System.Text.Json.Nodes;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Tests.Commands;

public sealed class OffPolicyCommandTests : CommandLineContext
{
    private const long Noon = 1_700_000_000_000;

    [Fact]
    public async Task A_model_is_found_to_earn_what_it_would_have_from_what_was_drawn()
    {
        string run = await FitAsync(), store = $"sqlite:{At("shop.db")}";
        string[] ranked = [.. (await JsonAsync("recommend", run, "--history", "item 2", "-n", "4"))["items"]!.AsArray().Select(item => item!["item"]!.GetValue<string>())];
        await WriteAsync(store, ranked);
        JsonNode estimates = await JsonAsync("off-policy", Path.Combine(run, "model"), "--store", store, "--outcome", "purchase");
        Assert.Equal(160, estimates["choices"]!.GetValue<int>());
        Assert.Equal(0.25, estimates["logged"]!["value"]!.GetValue<double>(), 1e-12);
        Assert.Equal(1, estimates["selfNormalised"]!["value"]!.GetValue<double>(), 1e-12);
        (int code, string output, _) = await RunAsync("off-policy", Path.Combine(run, "model"), "--store", store, "--outcome", "purchase");
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains("doubly robust", output, StringComparison.Ordinal);
        Assert.Contains("160 choices of 40 people", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_which_nothing_was_drawn_is_refused()
    {
        (int code, _, string error) = await RunAsync("off-policy", Path.Combine(await FitAsync(), "model"), "--store", $"sqlite:{At("empty.db")}", "--outcome", "purchase");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("no place that was drawn", error, StringComparison.Ordinal);
    }

    /// <summary>Forty people, each shown every one of four items that were drawn evenly; they buy the first.</summary>
    private static async Task WriteAsync(string address, string[] items)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using Store store = Store.Open(address);
        string[] people = [.. Enumerable.Range(0, 40).Select(person => $"person {person}")];
        await store.Events.AppendAsync([.. people.Select(person => new StoredEvent(person, "item 2") { Time = Noon })], cancellation);
        await store.Exposures.AppendAsync([.. people.SelectMany(person => items.Select(item => new StoredExposure($"{person} {item}", Noon + 1, "run")
        {
            User = person,
            Merchandising = "default",
            Query = ExposureQuery.Of(events: 1, brought: [], exclude: [], filter: ""),
            Items = [new ExposedItem(item, 0, "exploration", 0.25)],
        }))], cancellation);
        await store.Events.AppendAsync([.. people.Select(person => new StoredEvent(person, items[0]) { Time = Noon + 2, Action = "purchase" })], cancellation);
    }
}
