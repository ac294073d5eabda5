using System.Text.Json;

namespace Cicerone.Server.Tests.Merchandising;

public sealed class MerchandisingTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_pin_stands_at_its_place_where_its_condition_holds()
    {
        await RulesAsync("""{"pins":[{"item":"styles","position":2,"when":"device = \"mobile\" and not channel has \"mail\""},{"item":"dune","position":1}]}""");
        JsonElement[] mobile = await ListAsync("""{"history":["dune","ubik"],"count":4,"context":{"Device":"mobile"}}"""), desk = await ListAsync("""{"history":["dune","ubik"],"count":4}"""), mail = await ListAsync("""{"history":["ubik"],"count":4,"context":{"device":"mobile","channel":"app|mail"}}""");
        Assert.Equal(("styles", "pin"), Place(mobile[1]));
        Assert.Equal(4, mobile.Length);
        Assert.Single(mobile, item => item.GetProperty("item").GetString() == "styles");
        Assert.Contains("Pinned to place 2", mobile[1].GetProperty("reasons").EnumerateArray().Last().GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pin", desk.Select(item => item.GetProperty("source").GetString()));  // dune is of the history
        Assert.Equal(("dune", "pin"), Place(mail[0]));
    }

    [Fact]
    public async Task A_boost_lifts_and_its_part_of_the_score_is_told()
    {
        JsonElement[] before = await ListAsync("""{"history":["dune"],"count":20}""");
        string last = before[^1].GetProperty("item").GetString()!;
        double spread = before[0].GetProperty("score").GetDouble() - before[^1].GetProperty("score").GetDouble();
        await RulesAsync($$"""{"boosts":[{"filter":"id = \"{{last}}\"","by":2}]}""");
        JsonElement first = (await ListAsync("""{"history":["dune"],"count":3}"""))[0];
        Assert.Equal((last, "boost"), Place(first));
        Assert.Equal(before[^1].GetProperty("score").GetDouble() + 2 * spread, first.GetProperty("score").GetDouble(), 1e-5);
        Assert.Equal(first.GetProperty("score").GetDouble(), first.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("contribution").GetDouble()), 1e-5);
    }

    [Fact]
    public async Task What_is_out_of_stock_is_in_no_list_not_even_pinned()
    {
        (await _server.SendAsync("PUT", "/v1/items", """[{"item":"dune","columns":{"stock":"0"}},{"item":"ubik","columns":{"stock":"3"}}]""")).Dispose();
        await RulesAsync("""{"stock":"not stock exists or stock > 0","pins":[{"item":"dune","position":1}],"explorations":[{"probability":1,"positions":[2],"filter":"stock exists"}]}""");
        JsonElement[] list = await ListAsync("""{"history":["kindred"],"count":20}""");
        Assert.Equal(("ubik", "exploration"), Place(list[1]));
        foreach (string path in (string[])["/v1/users/alan/recommendations?count=100", "/v1/items/kindred/similar?count=100", "/api/recommend/alan?n=100", "/api/popular?n=100", "/?user=alan"])
        {
            string answer = await _server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("\"dune\"", answer, StringComparison.Ordinal);
            Assert.True(path[1] == '?' || answer.Contains("\"ubik\"", StringComparison.Ordinal), path);
        }
        Assert.DoesNotContain("dune", list.Select(item => item.GetProperty("item").GetString()));
    }

    [Fact]
    public async Task A_cap_bars_what_an_author_or_category_has_too_much_of()
    {
        (await _server.SendAsync("PUT", "/v1/items", """[{"item":"dune","categories":["sand","long"]},{"item":"ubik","categories":["sand"]},{"item":"solaris","categories":["long"]},{"item":"kindred","categories":["sand"]}]""")).Dispose();
        await RulesAsync("""{"caps":[{"column":"categories","most":1}],"pins":[{"item":"dune","position":2}]}""");
        string[] items = [.. (await ListAsync("""{"history":["hyperion"],"count":20}""")).Select(item => item.GetProperty("item").GetString()!)];
        // The pin counts when its place is filled: one of the others may stand before it.
        Assert.InRange(items.Count(item => item is "dune" or "ubik" or "kindred"), 1, 2);
        Assert.Equal("dune", items[1]);
        Assert.DoesNotContain(items[2..], item => item is "ubik" or "kindred" or "solaris");
        Assert.Contains("neuromancer", items);
    }

    [Fact]
    public async Task What_a_person_does_not_want_is_gone_moves_nothing_up_and_lowers_what_is_like_it()
    {
        (await _server.SendAsync("PUT", "/v1/items", """[{"item":"moonstone","categories":["sea"]},{"item":"ripley","categories":["sea"]}]""")).Dispose();
        await _server.PostAsync("/v1/events", """[{"user":"reader","item":"styles"},{"user":"reader","item":"falcon"}]""");
        double before = ScoreOf(await ListAsync("""{"user":"reader","count":20}"""), "ripley");
        await _server.PostAsync("/v1/events", """{"user":"reader","item":"moonstone","action":"not-interested"}""");
        JsonElement[] list = await ListAsync("""{"user":"reader","count":20,"reasons":100}""");
        JsonElement ripley = Assert.Single(list, item => item.GetProperty("item").GetString() == "ripley");
        Assert.DoesNotContain("moonstone", list.Select(item => item.GetProperty("item").GetString()));
        Assert.DoesNotContain(list, item => item.GetProperty("reasons").EnumerateArray().Any(reason => reason.GetProperty("evidence").EnumerateArray().Any(evidence => evidence.GetProperty("id").GetString() == "moonstone")));
        Assert.True(ripley.GetProperty("score").GetDouble() < before);
        Assert.Contains("You did not want “The Moonstone”", ripley.GetProperty("reasons").EnumerateArray().Last().GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exploration_draws_as_often_and_as_evenly_as_its_propensities_say()
    {
        const int Requests = 800;
        await RulesAsync("""{"explorations":[{"probability":0.4,"positions":[2],"filter":"author in (\"Frank Herbert\", \"Agatha Christie\", \"Umberto Eco\", \"Philip K. Dick\")"}]}""");
        var shown = new Dictionary<string, int>();
        var propensities = new Dictionary<string, double>();
        for (int request = 0; request < Requests; request++)
        {
            JsonElement[] list = await ListAsync($$"""{"history":["hyperion"],"count":3,"reasons":0,"request":"draw {{request}}"}""");
            Assert.Equal(1, list[0].GetProperty("propensity").GetDouble());
            string item = list[1].GetProperty("item").GetString()!;
            double propensity = list[1].GetProperty("propensity").GetDouble();
            Assert.Equal(propensity, propensities.GetValueOrDefault(item, propensity), 1e-12);
            (propensities[item], shown[item]) = (propensity, shown.GetValueOrDefault(item) + 1);
        }
        Assert.Equal(1, propensities.Values.Sum(), 1e-9);
        Assert.All(shown, item => Assert.InRange((double)item.Value / Requests, propensities[item.Key] - 0.06, propensities[item.Key] + 0.06)); // 3.5 standard errors; the draws are those of the ids
        JsonElement[] again = await ListAsync("""{"history":["hyperion"],"count":3,"reasons":0,"request":"draw 7"}"""), once = await ListAsync("""{"history":["hyperion"],"count":3,"reasons":0,"request":"draw 7"}""");
        Assert.Equal(again.Select(item => item.GetRawText()), once.Select(item => item.GetRawText()));
    }

    [Fact]
    public async Task A_cold_item_that_no_model_knows_can_be_explored()
    {
        (await _server.SendAsync("PUT", "/v1/items", """{"item":"unheard","columns":{"title":"Unheard Of"}}""")).Dispose();
        await RulesAsync("""{"explorations":[{"probability":1,"positions":[3],"mostTrainingEvents":0}]}""");
        JsonElement third = (await ListAsync("""{"history":["dune"],"count":5}"""))[2];
        Assert.Equal(("unheard", "exploration"), Place(third));
        Assert.Equal("Unheard Of", third.GetProperty("title").GetString());
        Assert.Equal("chance", third.GetProperty("reasons")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Among_the_first_of_the_ranking_the_lower_ones_are_not_drawn()
    {
        string[] first = [.. (await ListAsync("""{"history":["dune"],"count":4}""")).Select(item => item.GetProperty("item").GetString()!)];
        await RulesAsync("""{"explorations":[{"probability":1,"positions":[1],"among":4}]}""");
        for (int request = 0; request < 20; request++)
        {
            JsonElement drawn = (await ListAsync($$"""{"history":["dune"],"count":4,"request":"{{request}}"}"""))[0];
            Assert.Contains(drawn.GetProperty("item").GetString(), first);
            Assert.Equal(0.25, drawn.GetProperty("propensity").GetDouble(), 1e-12);
        }
    }

    [Theory]
    [InlineData("""{"pins":[{"item":"dune","position":1},{"item":"dun","position":2}]}""", "In pin 2: There is no item 'dun'. Did you mean 'dune'?")]
    [InlineData("""{"pins":[{"item":"dune"}]}""", "The field 'position' of pin 1 is missing.")]
    [InlineData("""{"pins":[{"item":"dune","position":0}]}""", "In pin 1: The position is 0")]
    [InlineData("""{"pins":[{"item":"dune","position":1,"when":"device is mobile"}]}""", "In pin 1: At character 8")]
    [InlineData("""{"boosts":[{"filter":"autor = \"x\"","by":1}]}""", "In boost 1: There is no item column 'autor'. Did you mean 'author'?")]
    [InlineData("""{"boosts":[{"filter":"author exists","by":11}]}""", "In boost 1: The boost is 11")]
    [InlineData("""{"caps":[{"column":"titel","most":1}]}""", "In cap 1: There is no item column 'titel'. Did you mean 'title'?")]
    [InlineData("""{"stock":"stok > 0 and"}""", "ends too early")]
    [InlineData("""{"explorations":[{"probability":0,"positions":[1]}]}""", "In exploration 1: The probability is 0")]
    [InlineData("""{"explorations":[{"probability":0.5,"positions":[]}]}""", "In exploration 1: There are 0 positions")]
    [InlineData("""{"pin":[]}""", "Did you mean 'pins'?")]
    public async Task A_rule_that_cannot_hold_is_refused_with_its_place(string rules, string says)
    {
        using HttpResponseMessage response = await _server.SendAsync("PUT", "/v1/merchandising/default", rules);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(says, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_read_back_listed_and_removed()
    {
        const string Rules = """{"stock":"","pins":[{"item":"dune","position":1,"when":"hour \u003E= 6"}],"boosts":[],"caps":[],"explorations":[{"probability":0.1,"positions":[5,10],"filter":"","mostTrainingEvents":5,"among":null,"when":""}]}""";
        (await _server.SendAsync("PUT", "/v1/merchandising/spring", Rules)).Dispose();
        JsonElement read = await _server.GetAsync("/v1/merchandising/spring");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Rules).RootElement.GetProperty("explorations"), read.GetProperty("explorations")), read.GetRawText());
        Assert.Equal("hour >= 6", read.GetProperty("pins")[0].GetProperty("when").GetString());
        Assert.Equal(["spring"], (await _server.GetAsync("/v1/merchandising")).EnumerateArray().Select(name => name.GetString()));
        using HttpResponseMessage removed = await _server.SendAsync("DELETE", "/v1/merchandising/spring"), missing = await _server.SendAsync("DELETE", "/v1/merchandising/spring");
        Assert.Equal((200, 404), ((int)removed.StatusCode, (int)missing.StatusCode));
    }

    private static (string, string) Place(JsonElement item) => (item.GetProperty("item").GetString()!, item.GetProperty("source").GetString()!);

    private static double ScoreOf(JsonElement[] list, string item) => list.Single(other => other.GetProperty("item").GetString() == item).GetProperty("score").GetDouble();

    private async Task<JsonElement[]> ListAsync(string body) => [.. (await _server.PostAsync("/v1/recommendations", body)).GetProperty("items").EnumerateArray()];

    private async Task RulesAsync(string rules)
    {
        using HttpResponseMessage response = await _server.SendAsync("PUT", "/v1/merchandising/default", rules);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
