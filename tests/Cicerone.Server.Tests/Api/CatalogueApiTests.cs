using System.Text.Json;

namespace Cicerone.Server.Tests.Api;

public sealed class CatalogueApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task People_are_listed_page_by_page()
    {
        JsonElement first = await server.GetAsync("/v1/users?limit=3");
        Assert.Equal(["ada", "alan", "barbara"], Ids(first));
        JsonElement second = await server.GetAsync($"/v1/users?limit=3&after={first.GetProperty("next").GetString()}");
        Assert.Equal(["claude", "donald", "edsger"], Ids(second));
        JsonElement last = await server.GetAsync("/v1/users?prefix=zo");
        Assert.Equal(["zoë"], Ids(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next").ValueKind);
        Assert.Equal(8, last.GetProperty("users")[0].GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_person_has_no_next() =>
        Assert.Equal(JsonValueKind.Null, (await server.GetAsync("/v1/users?limit=24")).GetProperty("next").ValueKind);

    [Fact]
    public async Task Items_are_found_by_a_part_of_their_title_those_that_start_with_it_first()
    {
        string[] found = [.. (await server.GetAsync("/v1/items?query=THE%20")).EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];
        Assert.Equal(9, found.TakeWhile(title => title.StartsWith("The ", StringComparison.Ordinal)).Count());
        Assert.Equal("Pietr the Latvian", found[^1]);
        Assert.InRange((await server.GetAsync("/v1/items")).GetArrayLength(), 20, 21); // another test may have told of one more
        Assert.Equal(2, (await server.GetAsync("/v1/items?limit=2")).GetArrayLength());
        Assert.Empty((await server.GetAsync("/v1/items?query=cookery")).EnumerateArray());
    }

    [Fact]
    public async Task An_item_has_its_columns()
    {
        JsonElement item = await server.GetAsync("/v1/items/solaris");
        Assert.Equal("Solaris", item.GetProperty("title").GetString());
        Assert.Equal("Stanisław Lem", item.GetProperty("columns").GetProperty("author").GetString());
        Assert.Equal(Shop.Log.Item.ToArray().Count(read => Shop.Log.Items[read] == "solaris"), item.GetProperty("trainingEvents").GetInt32());
    }

    [Fact]
    public async Task An_item_that_is_told_of_has_what_was_told()
    {
        using HttpResponseMessage response = await server.SendAsync("PUT", "/v1/items",
            """[{"item":"children","time":"2015-06-04T00:00:00Z","categories":["new"],"columns":{"title":"Children of Time","pages":"600"}},{"item":"kindred","columns":{"title":"Kindred (1979)"}}]""");
        Assert.Equal("""{"stored":2,"recommendable":1}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("""{"item":"children","title":"Children of Time","trainingEvents":0,"hidden":false,"time":"2015-06-04T00:00:00Z","categories":["new"],"columns":{"title":"Children of Time","pages":"600"}}""",
            (await server.GetAsync("/v1/items/children")).GetRawText());
        JsonElement kindred = await server.GetAsync("/v1/items/kindred");
        Assert.Equal("Kindred (1979)", kindred.GetProperty("title").GetString());
        Assert.Equal("Octavia E. Butler", kindred.GetProperty("columns").GetProperty("author").GetString());
        Assert.Equal(["children"], (await server.GetAsync("/v1/items?query=children")).EnumerateArray().Select(item => item.GetProperty("item").GetString()));
    }

    [Fact]
    public async Task A_person_is_told_of_and_forgotten()
    {
        (await server.SendAsync("PUT", "/v1/users/visitor", """{"labels":{"city":"Delft"},"comment":"reads at night"}""")).Dispose();
        await server.PostAsync("/v1/events", """[{"user":"visitor","item":"dune"},{"user":"visitor","item":"ubik"}]""");
        Assert.Equal("""{"user":"visitor","labels":{"city":"Delft"},"comment":"reads at night","events":2}""", (await server.GetAsync("/v1/users/visitor")).GetRawText());
        using (HttpResponseMessage response = await server.SendAsync("DELETE", "/v1/users/visitor"))
            Assert.StartsWith("""{"user":"visitor","events":2,"inRun":false,"model":null,"removed":[],"time":""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (string path in (string[])["/v1/users/visitor", "/v1/users/visitor/events", "/v1/users/visitor/recommendations"])
            Assert.Equal(404, (int)(await server.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty((await server.GetAsync("/v1/users?prefix=visitor")).GetProperty("users").EnumerateArray());
    }

    [Fact]
    public async Task The_model_has_a_card()
    {
        JsonElement card = await server.GetAsync("/v1/model");
        Assert.Equal("ease", card.GetProperty("algorithm").GetString());
        Assert.Equal("5", card.GetProperty("options").GetProperty("regularisation").GetString());
        Assert.Equal("18446744073709551615", card.GetProperty("seed").GetString());
        Assert.Equal(0.5, card.GetProperty("metrics").GetProperty("ndcg@10").GetDouble());
        Assert.Equal(20, card.GetProperty("items").GetInt32());
    }

    [Fact]
    public async Task The_server_is_live_and_ready()
    {
        Assert.Equal("live", (await server.GetAsync("/health/live")).GetProperty("status").GetString());
        Assert.Equal("ready", (await server.GetAsync("/health/ready")).GetProperty("status").GetString());
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("users").EnumerateArray().Select(person => person.GetProperty("id").GetString());
}
