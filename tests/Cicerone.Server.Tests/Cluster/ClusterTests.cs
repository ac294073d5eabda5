using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Cluster;
using Cicerone.Server.Tests.Operations;
using Cicerone.Server.Tests.Storage;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Cicerone.Server.Tests.Cluster;

/// <summary>Two servers of one cluster: what is said to one is known to the other at once.</summary>
public sealed class ClusterTests(PostgresServer postgres, RedisServer redis) : IAsyncLifetime
{
    private const int ManyEvents = 40;
    private readonly List<CiceroneServer> _servers = [];
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly CapturedLogs _logs = new();
    private Func<Task>? _silence; // what comes of asking who is in the cluster, where it does not answer
    private string _database = "", _cluster = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_database, _cluster) = (await postgres.NewDatabaseAsync(), await redis.NewClusterAsync());
        await AddServerAsync();
        await AddServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (CiceroneServer server in _servers) await server.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task What_one_is_told_the_other_knows()
    {
        for (int number = 0; number < 10; number++)
        {
            await SendAsync(number % 2, HttpMethod.Post, "/v1/events", new { user = "visitor", item = $"book-{number}", time = $"2026-11-24T20:{59 - number}:00Z" });
            Assert.Equal(Enumerable.Range(0, number + 1).Reverse().Select(before => $"book-{before}"), await HistoryAsync((number + 1) % 2, "visitor"));
        }
    }

    [Fact]
    public async Task Each_shows_who_is_in_the_cluster()
    {
        foreach (CiceroneServer server in _servers)
            Assert.Matches("servers of the cluster that answer</th><td>2: 127.0.0.1:[0-9]+, 127.0.0.1:[0-9]+</td>", await _client.GetStringAsync(new Uri(server.Address, "/overview"), Cancellation));
    }

    [Fact]
    public async Task The_overview_shows_the_rest_where_the_cluster_does_not_answer()
    {
        Func<Task>[] silences = [() => throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, "nothing at port 6379"), () => Task.Delay(Timeout.Infinite, Cancellation)];
        foreach (Func<Task> silence in silences)
        {
            _silence = silence;
            string page = await _client.GetStringAsync(new Uri(_servers[0].Address, "/overview"), Cancellation);
            Assert.Contains("servers of the cluster that answer</th><td><span role=\"alert\">The cluster does not answer", page, StringComparison.Ordinal);
            Assert.DoesNotContain("6379", page, StringComparison.Ordinal);
            Assert.Contains("Is there room?", page, StringComparison.Ordinal);
        }
        Assert.Equal(silences.Length, _logs.Lines.Count(line => line.StartsWith("Warning The overview cannot tell who is in the cluster.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_one_takes_away_the_other_does_not_know_any_more()
    {
        await SendAsync(0, HttpMethod.Post, "/v1/events", new[] { Viewed("dune"), Viewed("ubik"), Viewed("solaris") });
        Assert.Equal(["dune", "ubik", "solaris"], await HistoryAsync(1, "visitor"));
        await SendAsync(0, HttpMethod.Delete, "/api/feedback/view/visitor/ubik");
        Assert.Equal(["dune", "solaris"], await HistoryAsync(1, "visitor"));
        await SendAsync(1, HttpMethod.Put, "/api/feedback", new[] { new { FeedbackType = "view", UserId = "visitor", ItemId = "dune", Timestamp = "" } });
        Assert.Equal(["solaris", "dune"], await HistoryAsync(0, "visitor"));
        await SendAsync(1, HttpMethod.Delete, "/api/item/solaris");
        Assert.Equal(["dune"], await HistoryAsync(0, "visitor"));
        await SendAsync(0, HttpMethod.Delete, "/v1/users/visitor");
        Assert.Equal(404, await StatusAsync(1, "/v1/users/visitor/events"));
    }

    [Fact]
    public async Task What_one_is_told_of_an_item_the_other_goes_by_soon()
    {
        await SendAsync(0, HttpMethod.Put, "/v1/items", new[] { new { item = "dune", hidden = true } });
        await SendAsync(1, HttpMethod.Put, "/v1/items", new[] { new { item = "ubik", hidden = true } });
        foreach (int server in (int[])[0, 1])
            for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50, Cancellation))
            {
                string listed = (await SendAsync(server, HttpMethod.Post, "/v1/recommendations", new { history = new[] { "solaris" }, count = 20 })).ToString();
                if (!listed.Contains("\"dune\"", StringComparison.Ordinal) && !listed.Contains("\"ubik\"", StringComparison.Ordinal)) break;
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"Server {server} still recommends what is hidden.");
            }
    }

    [Fact]
    public async Task A_snapshot_goes_with_its_person_and_is_believed_only_where_it_is_whole()
    {
        await SendAsync(0, HttpMethod.Post, "/v1/events", Enumerable.Range(0, ManyEvents).Select(number => Viewed($"book-{number}")));
        Assert.Equal(ManyEvents, (await HistoryAsync(1, "visitor")).Length);
        Assert.Equal(1L, await CountAsync("snapshot"));
        await RestartAsync();
        Assert.Equal(ManyEvents, (await HistoryAsync(0, "visitor")).Length);
        await RestartAsync();
        await postgres.ExecuteAsync("DELETE FROM cicerone.event WHERE item = 'book-7'", Name); // by somebody who tells nobody
        Assert.DoesNotContain("book-7", await HistoryAsync(0, "visitor"));
        await SendAsync(1, HttpMethod.Delete, "/v1/users/visitor");
        Assert.Equal(0L, await CountAsync("snapshot"));
    }

    [Fact]
    public async Task A_conversation_is_gone_on_with_at_another_server_and_after_its_own_has_left()
    {
        JsonElement opened = await SendAsync(0, HttpMethod.Post, "/v1/conversations", new { user = "ada" });
        string talk = $"/v1/conversations/{opened.GetProperty("conversation").GetString()}";
        await SendAsync(1, HttpMethod.Post, $"{talk}/turns", new { text = "something by Frank Herbert" });
        await SendAsync(0, HttpMethod.Post, $"{talk}/turns", new { text = "not that" });
        await _servers[0].DisposeAsync();
        _servers.RemoveAt(0);
        await SendAsync(0, HttpMethod.Post, $"{talk}/turns", new { text = "something else" });
        JsonElement whole = await SendAsync(0, HttpMethod.Get, talk);
        Assert.Contains("something by Frank Herbert", whole.ToString(), StringComparison.Ordinal);
        Assert.Contains("something else", whole.ToString(), StringComparison.Ordinal);
        await AddServerAsync();
        await SendAsync(1, HttpMethod.Delete, talk);
        Assert.Equal(404, await StatusAsync(0, talk));
    }

    private string Name => _database.Split('/')[^1];

    private static object Viewed(string item) => new { user = "visitor", item, action = "view" };

    private async Task AddServerAsync()
    {
        ServerOptions options = RunningServer.Options("unused") with { Store = _database, Logs = _logs };
        options = await options.InClusterAsync(ClusterOptions.Parse(_cluster, "127.0.0.1:0"));
        Action<IHostApplicationBuilder> join = options.LiveState!;
        _servers.Add(await CiceroneServer.StartAsync(options with { LiveState = JoinWithSilence }, Cancellation));

        void JoinWithSilence(IHostApplicationBuilder host)
        {
            join(host);
            host.UseOrleans(silo => silo.AddOutgoingGrainCallFilter(call => _silence is { } silence && call.MethodName == nameof(IManagementGrain.GetHosts) ? silence() : call.Invoke()));
        }
    }

    /// <summary>Puts new servers in the place of both, so that nothing is in memory.</summary>
    private async Task RestartAsync()
    {
        foreach (CiceroneServer server in _servers) await server.DisposeAsync();
        _servers.Clear();
        await AddServerAsync();
        await AddServerAsync();
    }

    private async Task<long> CountAsync(string table) => (long)(await postgres.ExecuteAsync($"SELECT COUNT(*) FROM cicerone.{table}", Name))!;

    private async Task<string[]> HistoryAsync(int server, string user) =>
        [.. (await SendAsync(server, HttpMethod.Get, $"/v1/users/{user}/events")).GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("item").GetString()!)];

    private async Task<int> StatusAsync(int server, string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(_servers[server].Address, path), Cancellation);
        return (int)response.StatusCode;
    }

    private async Task<JsonElement> SendAsync(int server, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_servers[server].Address, path));
        if (body is not null) request.Content = JsonContent.Create(body);
        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);
        string answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {answer}");
        return answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer);
    }
}
