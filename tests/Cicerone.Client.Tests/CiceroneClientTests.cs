using System.Text.Json;
using Cicerone.Samples;

namespace Cicerone.Client.Tests;

/// <summary>The client against a running server.</summary>
public sealed class CiceroneClientTests(LearningServer server) : IClassFixture<LearningServer>, IDisposable
{
    private readonly CiceroneClient _client = new(new CiceroneClientOptions { Address = server.Address });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task What_is_sent_arrives_and_what_is_answered_is_read()
    {
        Assert.Equal("ready", (await _client.Health.ReadyAsync(Cancellation)).Status);
        EventReceipt recorded = await _client.Events.RecordAsync([new UserEvent("né/1?", "dune", DateTimeOffset.UnixEpoch, 2.5f, "bought", "k"), new UserEvent("né/1?", "never seen")], Cancellation);
        Assert.Equal((2, 0), (recorded.Accepted, recorded.Duplicates));
        Assert.Equal(["never seen"], recorded.UnknownItems);
        UserEvent first = (await _client.People.EventsAsync("né/1?", Cancellation)).Events[0];
        Assert.Equal(new UserEvent("né/1?", "dune", DateTimeOffset.UnixEpoch, 2.5f, "bought", "k"), first);
        using JsonDocument labels = JsonDocument.Parse("""{"city":"Delft"}""");
        Assert.Equal("Delft", (await _client.People.PutAsync("né/1?", new Profile(labels.RootElement), Cancellation)).Labels!.Value.GetProperty("city").GetString());

        RecommendationList list = await _client.Recommendations.ForPersonAsync("né/1?", count: 4, reasons: 2, filter: "author exists", diversity: 0.25, cancellation: Cancellation);
        Assert.Equal(("ease", 4), (list.Source, list.Items.Count));
        Assert.Equal("history", list.Items[0].Reasons[0].Kind);
        Assert.Equal(list.Items[0].Title, (await _client.Recommendations.WhyAsync("né/1?", list.Items[0].Item, Cancellation)).Title);
        PersonExport export = await _client.People.ExportAsync("né/1?", Cancellation);
        Assert.Equal(list.Request, Assert.Single(export.Exposures).Request);
        Assert.Equal(2, (await _client.People.ForgetAsync("né/1?", Cancellation)).Events);

        await _client.Items.PutAsync([new ToldItem("dune", Categories: ["sand"], Columns: new Dictionary<string, string?> { ["stock"] = "0" })], Cancellation);
        MerchandisingSettings rules = await _client.Merchandising.PutAsync("default", new MerchandisingSettings { Stock = "not stock exists or stock > 0", Pins = [new Pin("ubik", 2)], Explorations = [new Exploration(0.5, [3])] }, Cancellation);
        Assert.Equal([3], rules.Explorations[0].Positions);
        RecommendationList composed = await _client.Recommendations.RecommendAsync(new RecommendationQuery { History = ["solaris"], Count = 20, Context = new Dictionary<string, string?> { ["device"] = "mobile" } }, Cancellation);
        Assert.Equal(("ubik", "pin"), (composed.Items[1].Item, composed.Items[1].Source));
        Assert.True(composed.Items[2].Propensity < 1);
        Assert.DoesNotContain("dune", composed.Items.Select(item => item.Item));
        await _client.Merchandising.DeleteAsync("default", Cancellation);
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        var missing = await Assert.ThrowsAsync<CiceroneApiException>(() => _client.Items.GetAsync("dun", Cancellation));
        Assert.True(missing.IsNotFound && missing.Message.Contains("Did you mean 'dune'?", StringComparison.Ordinal), missing.Message);
        var refused = await Assert.ThrowsAsync<CiceroneApiException>(() => _client.Recommendations.RecommendAsync(new RecommendationQuery { History = [], Count = 0 }, Cancellation));
        Assert.Equal((400, true), ((int)refused.Status, refused.Message.Contains("1 to 1000", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.People.GetAsync("..", Cancellation));
    }

    [Fact]
    public async Task The_sample_runs()
    {
        await using var output = new StringWriter();
        await ShopFront.VisitAsync(server.Address, output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.Contains("You chose", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines[0].Split(':')[0], lines[4..7].Select(line => line.Split(':')[0]));
        Assert.Equal("Forgotten, with 3 events.", lines[7].Trim());
    }
}
