using System.Text.Json;

namespace Cicerone.Server.Tests.Api;

/// <summary>Filters over item columns, which are applied before the ranking.</summary>
public sealed class FilterTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => (await server.SendAsync("PUT", "/v1/items",
        """
        [{"item":"dune","categories":["sand","classic"],"columns":{"year":"1965","genre":"space | desert"}},
         {"item":"ubik","categories":["classic"],"columns":{"year":"1969","genre":"time"}},
         {"item":"neuromancer","columns":{"year":"1984","published":"1984-07-01","genre":"space;net, punk"}},
         {"item":"rose","hidden":true,"columns":{"year":"1980"}}]
        """)).Dispose();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""author = "Frank Herbert" """, "dune")]
    [InlineData("""AUTHOR = "Frank Herbert" OR author="Philip K. Dick" """, "dune ubik")]
    [InlineData("""author in ("Frank Herbert","Philip K. Dick") and year > 1966""", "ubik")]
    [InlineData("""`author` = "Frank Herbert" """, "dune")]
    [InlineData("year < 1970", "dune ubik")]
    [InlineData("year <= 1969", "dune ubik")]
    [InlineData("year < 1969", "dune")]
    [InlineData("year >= 1969", "neuromancer ubik")]
    [InlineData("year = 1969.0", "ubik")]
    [InlineData("year = 1969 or year = 1984 and genre has \"net\"", "neuromancer ubik")]
    [InlineData("(year = 1969 or year = 1984) and genre has \"net\"", "neuromancer")]
    [InlineData("not (year = 1969) and year exists", "dune neuromancer")]
    [InlineData("year != 1969 and year exists", "dune neuromancer")]
    [InlineData("published < \"1984-08\"", "neuromancer")]
    [InlineData("genre has \"space\"", "dune neuromancer")]
    [InlineData("genre has (\"punk\", \"desert\")", "dune neuromancer")]
    [InlineData("categories has \"classic\" and not categories has \"sand\"", "ubik")]
    [InlineData("id = \"ubik\"", "ubik")]
    [InlineData("title = \"Frank \\\"Herbert\"", "")]
    [InlineData("author > 5", "")]
    public async Task What_fits_is_recommended_and_nothing_else(string filter, string expected)
    {
        JsonElement list = await server.PostAsync("/v1/recommendations", $$"""{"history":["solaris"],"count":100,"filter":{{JsonSerializer.Serialize(filter)}}}""");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task As_many_fit_as_are_wanted_however_low_they_stand()
    {
        string[] all = [.. (await server.PostAsync("/v1/recommendations", """{"history":["solaris"],"count":100}""")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item").GetString()!)];
        string last = all[^1];
        JsonElement list = await server.PostAsync("/v1/recommendations", $$"""{"history":["solaris"],"count":1,"filter":"id = \"{{last}}\""}""");
        Assert.Equal(last, list.GetProperty("items")[0].GetProperty("item").GetString());
        Assert.DoesNotContain("rose", all);
    }

    [Fact]
    public async Task A_change_of_an_item_changes_the_next_answer()
    {
        const string Request = """{"history":["solaris"],"count":100,"filter":"shelf = \"top\""}""";
        (await server.SendAsync("PUT", "/v1/items", """{"item":"maigret","columns":{"shelf":"low"}}""")).Dispose();
        Assert.Empty((await server.PostAsync("/v1/recommendations", Request)).GetProperty("items").EnumerateArray());
        (await server.SendAsync("PUT", "/v1/items", """{"item":"maigret","columns":{"shelf":"top"}}""")).Dispose();
        Assert.Equal("maigret", (await server.PostAsync("/v1/recommendations", Request)).GetProperty("items")[0].GetProperty("item").GetString());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", "ends too early")]
    [InlineData("year", "ends too early")]
    [InlineData("year =", "ends too early")]
    [InlineData("year = = 5", "character 8")]
    [InlineData("year 5", "character 6")]
    [InlineData("(year = 5", "')'")]
    [InlineData("year = 5)", "character 9")]
    [InlineData("year = 5 year = 6", "'and', 'or' or the end")]
    [InlineData("year in ()", "character 10")]
    [InlineData("year = \"5", "quote at character 8")]
    [InlineData("year = 1.2.3", "no number")]
    [InlineData("year ~ 5", "Character 6")]
    [InlineData("yaer = 5", "Did you mean 'year'?")]
    public async Task A_filter_that_is_wrong_is_told_with_its_place(string filter, string? says)
    {
        using HttpResponseMessage response = await server.SendAsync("POST", "/v1/recommendations", $$"""{"history":[],"filter":{{JsonSerializer.Serialize(filter)}}}""");
        Assert.Equal(says is null ? 200 : 400, (int)response.StatusCode);
        if (says is not null) Assert.Contains(says, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_nested_too_deep_or_too_long_is_refused()
    {
        foreach (string filter in (string[])[new string('(', 4000), string.Concat(Enumerable.Repeat("not ", 1000)), $"id = \"{new string('x', 5000)}\""])
        {
            using HttpResponseMessage response = await server.SendAsync("POST", "/v1/recommendations", $$"""{"history":[],"filter":{{JsonSerializer.Serialize(filter)}}}""");
            Assert.Equal(400, (int)response.StatusCode);
        }
    }
}
