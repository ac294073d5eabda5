using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Gorse;

/// <summary>What newer clients of Gorse ask for, and what the JavaScript client does not.</summary>
public sealed class GorseApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Newer_clients_get_the_fields_of_their_time()
    {
        await server.PostAsync("/api/user", """{"UserId":"newer","Labels":{"city":"Delft"},"Unknown":1}""");
        Assert.Equal("""{"UserId":"newer","Labels":{"city":"Delft"},"Comment":""}""", (await server.GetAsync("/api/user/newer")).GetRawText());
        await server.PostAsync("/api/item", """{"ItemId":"kindred","Categories":["time"],"Timestamp":"1979-06-01"}""");
        JsonElement latest = await server.GetAsync("/api/latest/time");
        Assert.Equal("""[{"Id":"kindred","Score":297043200,"Categories":["time"],"Timestamp":"1979-06-01T00:00:00Z"}]""", Sorted(latest));
    }

    [Fact]
    public async Task A_version_of_2_gives_scores()
    {
        JsonElement ids = await server.GetAsync("/api/recommend/ada?n=3");
        using HttpResponseMessage response = await server.SendAsync("GET", "/api/recommend/ada?n=3", headers: ("X-API-Version", "2"));
        JsonElement scores = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), filtering = await server.GetAsync("/api/collaborative-filtering/ada?n=3");
        Assert.Equal(ids.EnumerateArray().Select(id => id.GetString()), scores.EnumerateArray().Select(score => score.GetProperty("Id").GetString()));
        Assert.Equal(scores.GetRawText(), filtering.GetRawText());
    }

    [Fact]
    public async Task Lists_for_everyone_leave_out_what_a_user_has_met()
    {
        string[] met = [.. (await server.GetAsync("/v1/users/ada/events")).GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("item").GetString()!)];
        foreach (string path in (string[])["/api/non-personalized/popular", "/api/popular", "/api/latest", "/api/non-personalized/latest"])
        {
            Assert.NotEmpty(Ids(await server.GetAsync($"{path}?n=100")).Intersect(met));
            Assert.Empty(Ids(await server.GetAsync($"{path}?n=100&user-id=ada")).Intersect(met));
        }
    }

    [Fact]
    public async Task Neighbours_have_a_second_address()
    {
        Assert.Equal((await server.GetAsync("/api/item/dune/neighbors")).GetRawText(), (await server.GetAsync("/api/item-to-item/neighbors/dune")).GetRawText());
        Assert.Equal((await server.GetAsync("/api/user/ada/neighbors")).GetRawText(), (await server.GetAsync("/api/user-to-user/neighbors/ada")).GetRawText());
    }

    [Fact]
    public async Task Hidden_and_deleted_items_are_recommended_nowhere()
    {
        await server.PostAsync("/api/item", """{"ItemId":"laidlaw","IsHidden":true}""");
        (await server.SendAsync("DELETE", "/api/item/rose")).Dispose();
        foreach (string path in (string[])["/api/recommend/stranger?n=100", "/api/popular?n=100", "/api/latest?n=100", "/api/item/maigret/neighbors?n=100"])
            Assert.Empty(IdsOrTexts(await server.GetAsync(path)).Intersect(["laidlaw", "rose"]));
        JsonElement list = await server.PostAsync("/v1/recommendations", """{"history":["maigret"],"count":100}""");
        Assert.Empty(list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").GetString()).Intersect(["laidlaw", "rose"]));
    }

    [Fact]
    public async Task Items_are_searched_by_a_part_of_their_title() =>
        Assert.Equal(["baskervilles"], (await server.GetAsync("/api/items?q=HOUND")).GetProperty("Items").EnumerateArray().Select(item => item.GetProperty("ItemId").GetString()));

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    public async Task The_server_is_ready(string path) => Assert.Equal(
        """{"Ready":true,"DataStoreConnected":true,"CacheStoreConnected":true,"DataStoreError":null,"CacheStoreError":null}""", (await server.GetAsync(path)).GetRawText());

    [Theory]
    [InlineData(404, "GET", "/api/non-personalized/latset", null, "Did you mean 'latest'?")]
    [InlineData(404, "GET", "/api/user/nobody", null, "nobody")]
    [InlineData(404, "GET", "/api/item/nothing", null, "nothing")]
    [InlineData(404, "GET", "/api/feedback/read/ada/nothing", null, "nothing")]
    [InlineData(400, "GET", "/api/users?n=ten", null, "whole number")]
    [InlineData(400, "GET", "/api/users?cursor=%C3%A9", null, "cursor")]
    [InlineData(400, "GET", "/api/feedback?cursor=AAAA", null, "cursor")]
    [InlineData(400, "POST", "/api/user", "{", "cannot be read")]
    [InlineData(400, "POST", "/api/user", "null", "null")]
    [InlineData(400, "POST", "/api/users", "[null]", "null")]
    [InlineData(400, "POST", "/api/item", """{"ItemId":"x","Timestamp":7}""", "cannot be read")]
    [InlineData(400, "POST", "/api/feedback", """[{"UserId":"ada","ItemId":"dune"}]""", "action")]
    public async Task What_is_wrong_is_told_in_a_short_text(int status, string method, string path, string? body, string says)
    {
        using HttpResponseMessage response = await server.SendAsync(method, path, body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"type\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_must_say_that_it_is_JSON()
    {
        using HttpResponseMessage response = await server.SendAsync("POST", "/api/user", """{"UserId":"x"}""", "text/plain");
        Assert.Equal(415, (int)response.StatusCode);
    }

    private static IEnumerable<string> Ids(JsonElement scores) => scores.EnumerateArray().Select(score => score.GetProperty("Id").GetString()!);

    private static IEnumerable<string> IdsOrTexts(JsonElement list) => list.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.String ? entry.GetString()! : entry.GetProperty("Id").GetString()!);

    /// <summary>The fields in the order of their names' first mention in Gorse's own description.</summary>
    private static string Sorted(JsonElement scores) => $"[{string.Join(',', scores.EnumerateArray().Select(score =>
        $"{{\"Id\":{score.GetProperty("Id").GetRawText()},\"Score\":{score.GetProperty("Score").GetRawText()},\"Categories\":{score.GetProperty("Categories").GetRawText()},\"Timestamp\":{score.GetProperty("Timestamp").GetRawText()}}}"))}]";
}
