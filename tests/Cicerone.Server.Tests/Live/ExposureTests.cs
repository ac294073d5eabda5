using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Live;

public sealed class ExposureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-exposure-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_list_is_written_down_as_it_was_answered()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        JsonElement ofAda = await client.GetFromJsonAsync<JsonElement>("/v1/users/ada/recommendations?count=4", Cancellation);
        JsonElement ofSession = await PostAsync(client, """{"session":["dune"],"count":3,"request":"mine","context":{"device":"mobile"},"filter":"author exists"}""");
        await client.GetFromJsonAsync<JsonElement>("/api/recommend/newcomer?n=2", Cancellation);
        JsonElement[] written = [.. (await client.GetFromJsonAsync<JsonElement>("/v1/exposures", Cancellation)).GetProperty("exposures").EnumerateArray()];
        Assert.Equal([ofAda.GetProperty("request").GetString(), "mine"], written[..2].Select(exposure => exposure.GetProperty("request").GetString()));
        Assert.Equal(["ada", null, null], written.Select(exposure => exposure.GetProperty("user").GetString())); // the store does not know the newcomer
        Assert.Equal(Shown(ofAda), Shown(written[0]));
        Assert.Equal(Shown(ofSession), Shown(written[1]));
        Assert.Equal("""{"device":"mobile"}""", written[1].GetProperty("context").GetRawText());
        Assert.Equal("author exists", written[1].GetProperty("filter").GetString());
        Assert.Equal(2, written[2].GetProperty("items").GetArrayLength());
        Assert.All(written, exposure => Assert.Equal("run", exposure.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task What_waits_is_written_when_the_server_stops()
    {
        await using (CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            for (int request = 0; request < 20; request++) await PostAsync(client, $$"""{"user":"ada","request":"{{request}}"}""");
        }
        await using CiceroneServer again = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        using var other = new HttpClient { BaseAddress = again.Address };
        JsonElement export = await other.GetFromJsonAsync<JsonElement>("/v1/users/ada/export", Cancellation);
        Assert.Equal(Enumerable.Range(0, 20).Select(request => $"{request}"), export.GetProperty("exposures").EnumerateArray().Select(exposure => exposure.GetProperty("request").GetString()));
        Assert.Equal(8, export.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task When_too_many_wait_the_lost_ones_are_counted_and_none_is_unaccounted_for()
    {
        const int Requests = 200;
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { MostWaitingExposures = 1 }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => PostAsync(client, """{"history":["dune"],"count":1,"reasons":0}""")));
        JsonElement page = await client.GetFromJsonAsync<JsonElement>("/v1/exposures?limit=1000", Cancellation);
        Assert.InRange(page.GetProperty("lost").GetInt64(), 1, Requests - 1);
        Assert.Equal(Requests, page.GetProperty("lost").GetInt64() + page.GetProperty("exposures").GetArrayLength());
    }

    [Fact]
    public async Task What_is_older_than_is_kept_is_removed()
    {
        var clock = new SetClock();
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { ExposuresKept = TimeSpan.FromDays(1), Clock = clock }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        await PostAsync(client, """{"user":"ada","request":"old"}""");
        Assert.Single((await client.GetFromJsonAsync<JsonElement>("/v1/exposures", Cancellation)).GetProperty("exposures").EnumerateArray());
        clock.Pass(TimeSpan.FromDays(2));
        await PostAsync(client, """{"user":"ada","request":"new"}""");
        await client.GetFromJsonAsync<JsonElement>("/v1/exposures", Cancellation);
        await PostAsync(client, """{"user":"ada","request":"newest"}"""); // written after what was old was removed
        Assert.Equal(["new", "newest"], (await client.GetFromJsonAsync<JsonElement>("/v1/exposures", Cancellation)).GetProperty("exposures").EnumerateArray().Select(exposure => exposure.GetProperty("request").GetString()));
    }

    private static (string, float, string)[] Shown(JsonElement list) =>
        [.. list.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("item").GetString()!, item.GetProperty("score").GetSingle(), item.GetProperty("source").GetString()!))];

    private static async Task<JsonElement> PostAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync("/v1/recommendations", content, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
