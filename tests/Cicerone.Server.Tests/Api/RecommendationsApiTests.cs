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
}
