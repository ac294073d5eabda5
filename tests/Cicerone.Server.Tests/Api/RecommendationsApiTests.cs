using System.Text.Json;
using Cicerone.Models;

namespace Cicerone.Server.Tests.Api;

public sealed class RecommendationsApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_person_of_the_log_gets_what_the_model_says_of_their_history()
    {
        JsonElement list = await server.GetAsync("/v1/users/ada/recommendations?count=4&reasons=2");
        string[] history = [.. (await server.GetAsync("/v1/users/ada/events")).GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("item").GetString()!)];
        RecommendationList expected = Shop.Recommender.Recommend(new RecommendationRequest(history) { Count = 4, Reasons = 2 });
        Assert.Equal("ease", list.GetProperty("source").GetString());
        Assert.Empty(list.GetProperty("unknownItems").EnumerateArray());
        JsonElement[] items = [.. list.GetProperty("items").EnumerateArray()];
        Assert.Equal(expected.Items.Select(item => (item.Item, item.Title, item.Score)), items.Select(item => (item.GetProperty("item").GetString()!, item.GetProperty("title").GetString()!, item.GetProperty("score").GetSingle())));
        Assert.All(items, item => Assert.DoesNotContain(item.GetProperty("item").GetString(), history));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task A_stranger_gets_reasons_that_add_up_to_the_score(int reasons)
    {
        JsonElement list = await server.PostAsync("/v1/recommendations", $$"""{"history":["dune","ubik","never seen","hyperion"],"count":5,"reasons":{{reasons}},"exclude":["solaris"]}""");
        Assert.Equal(["never seen"], list.GetProperty("unknownItems").EnumerateArray().Select(id => id.GetString()));
        JsonElement[] items = [.. list.GetProperty("items").EnumerateArray()];
        Assert.Equal(5, items.Length);
        foreach (JsonElement item in items)
        {
            Assert.DoesNotContain(item.GetProperty("item").GetString(), (string[])["dune", "ubik", "hyperion", "solaris"]);
            JsonElement[] given = [.. item.GetProperty("reasons").EnumerateArray()];
            Assert.Equal(reasons switch { 0 => 0, 1 => 2, _ => 3 }, given.Length);
            if (reasons > 0) Assert.Equal(item.GetProperty("score").GetDouble(), given.Sum(reason => reason.GetProperty("contribution").GetDouble()), 1e-5);
        }
    }

    [Fact]
    public async Task A_reason_leads_to_its_evidence()
    {
        JsonElement list = await server.PostAsync("/v1/recommendations", """{"history":["dune"],"count":1,"reasons":1}""");
        JsonElement reason = list.GetProperty("items")[0].GetProperty("reasons")[0];
        Assert.Equal("history", reason.GetProperty("kind").GetString());
        Assert.Equal("item", reason.GetProperty("evidence")[0].GetProperty("kind").GetString());
        Assert.Equal("dune", reason.GetProperty("evidence")[0].GetProperty("id").GetString());
        Assert.Equal("Dune", reason.GetProperty("evidence")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Somebody_of_whom_only_unknown_items_are_recorded_gets_what_is_popular()
    {
        await server.PostAsync("/v1/events", """{"user":"newcomer","item":"not in the shop"}""");
        JsonElement list = await server.GetAsync("/v1/users/newcomer/recommendations");
        Assert.Equal("popularity", list.GetProperty("source").GetString());
        Assert.Equal(10, list.GetProperty("items").GetArrayLength());
        Assert.Equal(["not in the shop"], list.GetProperty("unknownItems").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task A_new_event_changes_the_next_answer()
    {
        await server.PostAsync("/v1/events", """{"user":"reader","item":"dune"}""");
        string before = (await server.GetAsync("/v1/users/reader/recommendations?count=5")).GetProperty("items")[0].GetProperty("item").GetString()!;
        await server.PostAsync("/v1/events", $$"""{"user":"reader","item":"{{before}}"}""");
        JsonElement after = await server.GetAsync("/v1/users/reader/recommendations?count=5");
        Assert.DoesNotContain(before, after.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").GetString()));
        Assert.Contains(before, after.GetProperty("items")[0].GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("evidence")[0].GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Every_reason_for_one_item_can_be_asked_for()
    {
        JsonElement events = (await server.GetAsync("/v1/users/alan/events")).GetProperty("events");
        JsonElement why = await server.GetAsync("/v1/users/alan/recommendations/dune/reasons");
        Assert.Equal("Dune", why.GetProperty("title").GetString());
        Assert.Equal(events.EnumerateArray().Select(stored => stored.GetProperty("item").GetString()).Distinct().Count(), why.GetProperty("reasons").GetArrayLength());
        Assert.Equal(why.GetProperty("score").GetDouble(), why.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("contribution").GetDouble()), 1e-5);
    }

    [Fact]
    public async Task A_session_goes_on_after_what_the_store_holds_and_is_not_recorded()
    {
        JsonElement list = await server.PostAsync("/v1/recommendations", """{"user":"barbara","session":["moonstone","never seen"],"count":100}""");
        string[] history = [.. (await server.GetAsync("/v1/users/barbara/events")).GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("item").GetString()!)];
        Assert.Equal(["never seen"], list.GetProperty("unknownItems").EnumerateArray().Select(id => id.GetString()));
        RecommendationList expected = Shop.Recommender.Recommend(new RecommendationRequest([.. history, "moonstone"]) { Count = 100 });
        Assert.Equal(expected.Items.Select(item => item.Item), Items(list));
        Assert.Equal(8, history.Length);
        Assert.Equal("moonstone", (await server.PostAsync("/v1/recommendations", """{"session":["moonstone"],"count":1,"reasons":1}""")).GetProperty("items")[0].GetProperty("reasons")[0].GetProperty("evidence")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Similar_items_are_what_the_model_recommends_after_one_alone()
    {
        JsonElement list = await server.GetAsync("/v1/items/dune/similar?count=4");
        Assert.Equal(Shop.Recommender.Recommend(new RecommendationRequest(["dune"]) { Count = 4 }).Items.Select(item => item.Item), Items(list));
    }

    [Fact]
    public async Task Diversity_brings_in_other_authors()
    {
        (await server.SendAsync("PUT", "/v1/items", $"[{string.Join(',', ((string[])["solaris", "ubik", "neuromancer", "hyperion"]).Select(id => $$$"""{"item":"{{{id}}}","columns":{"author":"One"}}"""))}]")).Dispose();
        const string Request = """{"history":["dune","foundation"],"count":4,"reasons":1,"filter":"author in (\"One\", \"H. G. Wells\", \"Octavia E. Butler\")","diversity":DIVERSITY}""";
        JsonElement byScore = await server.PostAsync("/v1/recommendations", Request.Replace("DIVERSITY", "0", StringComparison.Ordinal)), diverse = await server.PostAsync("/v1/recommendations", Request.Replace("DIVERSITY", "0.9", StringComparison.Ordinal));
        Assert.Equal(4, diverse.GetProperty("items").GetArrayLength());
        Assert.Equal(Items(byScore).First(), Items(diverse).First());
        Assert.Equal(2, Items(diverse).Take(3).Count(item => item is "time-machine" or "kindred"));
        foreach (JsonElement item in diverse.GetProperty("items").EnumerateArray())
            Assert.Equal(item.GetProperty("score").GetDouble(), item.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("contribution").GetDouble()), 1e-5);
    }

    private static IEnumerable<string> Items(JsonElement list) => list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").GetString()!);
}
