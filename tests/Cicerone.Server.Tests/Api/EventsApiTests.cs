using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Cicerone.Server.Tests.Api;

public sealed class EventsApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task An_event_comes_back_as_it_was_sent()
    {
        await server.PostAsync("/v1/events", """{"user":"whole","item":"dune","time":"2026-11-24T21:15:00.5+01:00","value":4.5,"action":"view","id":"k1"}""");
        JsonElement stored = (await server.GetAsync("/v1/users/whole/events")).GetProperty("events")[0];
        Assert.Equal("""{"user":"whole","item":"dune","time":"2026-11-24T20:15:00.5Z","value":4.5,"action":"view","id":"k1"}""", stored.GetRawText());
    }

    [Fact]
    public async Task An_event_without_a_time_happened_now()
    {
        DateTimeOffset before = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await server.PostAsync("/v1/events", """{"user":"bare","item":"dune","value":null}""");
        JsonElement stored = (await server.GetAsync("/v1/users/bare/events")).GetProperty("events")[0];
        Assert.InRange(stored.GetProperty("time").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());
        Assert.Equal(JsonValueKind.Null, stored.GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task A_batch_sent_twice_is_stored_once()
    {
        const string Batch = """[{"user":"twice","item":"dune","id":"t1"},{"user":"twice","item":"not in the shop","id":"t2"}]""";
        Assert.Equal("""{"accepted":2,"duplicates":0,"unknownItems":["not in the shop"]}""", (await server.PostAsync("/v1/events", Batch)).GetRawText());
        Assert.Equal("""{"accepted":0,"duplicates":2,"unknownItems":["not in the shop"]}""", (await server.PostAsync("/v1/events", Batch)).GetRawText());
        Assert.Equal(2, (await server.GetAsync("/v1/users/twice/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task An_event_without_an_id_is_stored_each_time()
    {
        for (int time = 0; time < 2; time++) await server.PostAsync("/v1/events", """{"user":"again","item":"dune"}""");
        Assert.Equal(2, (await server.GetAsync("/v1/users/again/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task An_empty_batch_is_no_fault() => Assert.Equal("""{"accepted":0,"duplicates":0,"unknownItems":[]}""", (await server.PostAsync("/v1/events", "[]")).GetRawText());

    [Fact]
    public async Task One_bad_event_keeps_the_whole_batch_out()
    {
        using HttpResponseMessage response = await server.SendAsync("POST", "/v1/events", """[{"user":"half","item":"dune"},{"user":"half"}]""");
        Assert.Equal(400, (int)response.StatusCode);
        using HttpResponseMessage person = await server.SendAsync("GET", "/v1/users/half/events");
        Assert.Equal(404, (int)person.StatusCode);
    }

    [Fact]
    public async Task An_id_is_read_from_a_target_that_names_the_host()
    {
        using var asProxy = new HttpClient(new HttpClientHandler { Proxy = new WebProxy(server.Address) }); // sends the whole address as the target
        Assert.Equal("ada", (await asProxy.GetFromJsonAsync<JsonElement>(new Uri("http://localhost/v1/users/ada/events"), TestContext.Current.CancellationToken)).GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("/v1/users/x/../ada/events")]
    [InlineData("/v1/./users/ada/events")]
    [InlineData("/v1/users/ada/events/")]
    public async Task An_id_is_read_from_a_path_that_a_client_left_untidy(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Contains("\"user\":\"ada\"", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a b+c?d#e&f")]
    [InlineData("zoë \U0001F4DA")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; DROP TABLE event; --")]
    public async Task Any_printable_id_can_be_asked_for(string id)
    {
        await server.PostAsync("/v1/events", $"{{\"user\":{JsonSerializer.Serialize(id)},\"item\":\"dune\"}}");
        JsonElement answer = await server.GetAsync($"/v1/users/{Uri.EscapeDataString(id)}/events");
        Assert.Equal(id, answer.GetProperty("user").GetString());
        Assert.Equal(id, answer.GetProperty("events")[0].GetProperty("user").GetString());
        Assert.Contains(id, (await server.GetAsync($"/v1/users?prefix={Uri.EscapeDataString(id)}")).GetProperty("users").EnumerateArray().Select(person => person.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_list_with_a_key_can_be_sent_again()
    {
        const string List = """[{"user":"keyed","item":"dune"},{"user":"keyed","item":"dune"},{"user":"keyed","item":"ubik","id":"own"}]""";
        foreach (string answer in (string[])["""{"accepted":3,"duplicates":0,"unknownItems":[]}""", """{"accepted":0,"duplicates":3,"unknownItems":[]}"""])
        {
            using HttpResponseMessage response = await server.SendAsync("POST", "/v1/events", List, headers: ("Idempotency-Key", "batch-7"));
            Assert.Equal(answer, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        Assert.Equal(3, (await server.GetAsync("/v1/users/keyed/events")).GetProperty("events").GetArrayLength());
    }
}
