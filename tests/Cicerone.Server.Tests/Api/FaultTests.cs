using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Api;

public sealed class FaultTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("""{"user":"ada" "item":"dune"}""", "line 1, byte 15")]
    [InlineData("", "not JSON")]
    [InlineData("""{"user":"ada","user":"bob","item":"dune"}""", "twice")]
    [InlineData("3", "Instead of the event, a JSON object, there is the number")]
    [InlineData("""[{"user":"ada","item":"dune"},"x"]""", "Instead of event 2, a JSON object, there is a text")]
    [InlineData("""{"usr":"ada","item":"dune"}""", "Did you mean 'user'?")]
    [InlineData("""{"user":"ada"}""", "'item' of the event is missing")]
    [InlineData("""{"user":"ada","item":null}""", "'item' of the event is missing")]
    [InlineData("""{"user":7,"item":"dune"}""", "'user' of the event must be text, but there is the number 7")]
    [InlineData("""{"user":"","item":"dune"}""", "In the event: The user has 0 characters")]
    [InlineData("""[{"user":"a\u0007","item":"dune"}]""", "In event 1: Character 2 of the user is U+0007")]
    [InlineData("""{"user":"\ud83d","item":"dune"}""", "not Unicode")]
    [InlineData("""{"user":"ada","item":"dune","time":"yesterday"}""", "RFC 3339")]
    [InlineData("""{"user":"ada","item":"dune","time":"2026-11-24T20:15:00"}""", "with its offset")]
    [InlineData("""{"user":"ada","item":"dune","time":"2026-11-24"}""", "RFC 3339")]
    [InlineData("""{"user":"ada","item":"dune","time":"2026-11-31T20:15:00Z"}""", "RFC 3339")]
    [InlineData("""{"user":"ada","item":"dune","time":"1815-12-10T00:00:00Z"}""", "1900 to 2199")]
    [InlineData("""{"user":"ada","item":"dune","value":1e39}""", "finite")]
    [InlineData("""{"user":"ada","item":"dune","value":"5"}""", "'value' of the event must be a number, but there is a text")]
    public async Task An_event_that_is_wrong_is_refused_with_the_place_and_the_fault(string body, string says) => await RefusedAsync(400, says, "POST", "/v1/events", body);

    [Theory]
    [InlineData("{}", "'history' of the request is missing")]
    [InlineData("""{"histroy":[]}""", "Did you mean 'history'?")]
    [InlineData("""{"history":"dune"}""", "must be a list of texts")]
    [InlineData("""{"history":[1]}""", "must be a list of texts, but there is the number 1")]
    [InlineData("""{"history":[],"count":0}""", "1 to 1000")]
    [InlineData("""{"history":[],"count":2.5}""", "whole number")]
    [InlineData("""{"history":[],"reasons":-1}""", "0 to 1000")]
    [InlineData("""{"history":[],"user":"ada"}""", "both 'user' and 'history'")]
    [InlineData("""{"history":[],"diversity":-0.1}""", "0 to 1")]
    [InlineData("""{"history":[],"action":"click:dear"}""", "after its colon")]
    [InlineData("""{"history":[],"filter":"title ="}""", "ends too early")]
    public async Task A_request_for_recommendations_that_is_wrong_is_refused(string body, string says) => await RefusedAsync(400, says, "POST", "/v1/recommendations", body);

    [Theory]
    [InlineData(400, "1 to 1000", "/v1/users/ada/recommendations?count=0")]
    [InlineData(400, "count", "/v1/users/ada/recommendations?count=ten")]
    [InlineData(400, "Did you mean 'count'?", "/v1/users/ada/recommendations?cuont=5")]
    [InlineData(400, "2 times", "/v1/users?prefix=a&prefix=b")]
    [InlineData(400, "query parameter 'id'", "/v1/users/ada/events?id=bob")]
    [InlineData(400, "query parameter 'live'", "/v1/users/ada/events?live=1")]
    [InlineData(400, "1 to 1000", "/v1/users?limit=0")]
    [InlineData(400, "1 to 1000", "/v1/items?limit=1001")]
    [InlineData(400, "0 to 1", "/v1/users/ada/recommendations?diversity=1.5")]
    [InlineData(400, "depend on the action", "/v1/users/ada/recommendations?action=click:1,purchase:2.5")]
    [InlineData(400, "Did you mean 'author'?", "/v1/users/ada/recommendations?filter=autor%3D%22x%22")]
    [InlineData(404, "Did you mean 'dune'?", "/v1/items/dun/similar")]
    [InlineData(404, "nobody 'adah'", "/v1/users/adah")]
    [InlineData(404, "nobody 'adah'", "/v1/users/adah/recommendations")]
    [InlineData(404, "nobody 'adah'", "/v1/users/adah/events")]
    [InlineData(404, "Did you mean 'solaris'?", "/v1/items/solari")]
    [InlineData(404, "Did you mean 'dune'?", "/v1/users/ada/recommendations/dun/reasons")]
    [InlineData(404, null, "/v1/tour/flame")]
    [InlineData(404, null, "/v1/nothing")]
    [InlineData(405, null, "/v1/events")]
    public async Task A_question_that_is_wrong_is_refused(int status, string? says, string path) => await RefusedAsync(status, says, "GET", path);

    [Fact]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_refused() =>
        await RefusedAsync(415, says: null, "POST", "/v1/events", """{"user":"ada","item":"dune"}""", "text/plain");

    [Theory]
    [InlineData("PUT", "/v1/items", """[{"item":"x","columns":{"title":7}}]""", "of item 1 must be")]
    [InlineData("PUT", "/v1/items", """[{"item":"x","hidden":"yes"}]""", "true or false")]
    [InlineData("PUT", "/v1/items", """[{"item":"x","categories":["a\u0000"]}]""", "U+0000")]
    [InlineData("PUT", "/v1/users/x", """{"comments":"x"}""", "Did you mean 'comment'?")]
    [InlineData("PUT", "/v1/users/x", """{"comment":"a\u0000"}""", "U+0000")]
    [InlineData("PUT", "/v1/users/x", """{"labels":"a\u0000"}""", "U+0000")]
    public async Task What_is_told_wrongly_is_refused(string method, string path, string body, string says) => await RefusedAsync(400, says, method, path, body);

    [Fact]
    public async Task More_than_8_MiB_are_refused() =>
        await RefusedAsync(413, "8 MiB", "POST", "/v1/events", $$"""{"user":"{{new string('a', 8 << 20)}}","item":"dune"}""");

    [Fact]
    public async Task More_than_10000_events_are_refused() =>
        await RefusedAsync(400, "10001 events", "POST", "/v1/events", $"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]");

    [Fact]
    public async Task JSON_nested_too_deep_is_refused() => await RefusedAsync(400, "not JSON", "POST", "/v1/events", new string('[', 10_000));

    private async Task RefusedAsync(int status, string? says, string method, string path, string? body = null, string type = "application/json")
    {
        using HttpResponseMessage response = await server.SendAsync(method, path, body, type);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (says is not null) Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
