using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Security;

public sealed class KeyTests(KeyedServer keyed) : IClassFixture<KeyedServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-keys-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServerOptions Options => RunningServer.Options(_folder) with { RequireKeys = true };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Scope.Read, "GET", "/v1/users/grace/recommendations", null)]
    [InlineData(Scope.Read, "POST", "/v1/recommendations", """{"history":[]}""")]
    [InlineData(Scope.Read, "GET", "/api/recommend/ada", null)]
    [InlineData(Scope.Read, "POST", "/api/session/recommend", "[]")]
    [InlineData(Scope.Write, "GET", "/api/recommend/ada?write-back-type=seen", null)]
    [InlineData(Scope.Write, "POST", "/v1/events", """{"user":"ada","item":"dune"}""")]
    [InlineData(Scope.Write, "PUT", "/v1/items", "[]")]
    [InlineData(Scope.Write, "PUT", "/v1/users/x", "{}")]
    [InlineData(Scope.Write, "POST", "/api/feedback", "[]")]
    [InlineData(Scope.Write, "DELETE", "/api/item/dune", null)]
    [InlineData(Scope.Train, "POST", "/v1/off-policy", """{"model":"in service","outcome":"buy"}""", 400)]
    [InlineData(Scope.Train, "POST", "/v1/models/learn", null)]
    [InlineData(Scope.Forget, "DELETE", "/v1/users/alan", null)]
    [InlineData(Scope.Forget, "DELETE", "/api/user/ada", null)]
    [InlineData(Scope.Admin, "POST", "/v1/models/in service/promote", null)]
    [InlineData(Scope.Admin, "GET", "/v1/exposures", null)]
    [InlineData(Scope.Admin, "GET", "/v1/users/grace/export", null)]
    [InlineData(Scope.Admin, "PUT", "/v1/merchandising/default", "{}")]
    [InlineData(Scope.Admin, "POST", "/v1/experiments", """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5}],"outcome":"buy"}""")]
    [InlineData(Scope.Admin, "GET", "/v1/keys", null)]
    [InlineData(Scope.Admin, "GET", "/v1/audit", null)]
    [InlineData(Scope.Admin, "GET", "/v1/status", null)]
    [InlineData(Scope.Read, "GET", "/metrics", null)]
    [InlineData(Scope.Admin, "POST", "/v1/keys", """{"scopes":["read"]}""")]
    public async Task A_request_needs_its_scope_and_no_other_will_do(Scope needed, string method, string path, string? body, int allowed = 200)
    {
        string version = (await JsonAsync(keyed.Client, HttpMethod.Get, "/v1/models", body: null, keyed.OfOne[Scope.Read])).GetProperty("inService").GetString()!; // others of these requests exchange it
        path = path.Replace("in service", version, StringComparison.Ordinal);
        body = body?.Replace("in service", version, StringComparison.Ordinal);
        Assert.Equal(401, await SendAsync(keyed.Client, method, path, body, key: null));
        Assert.Equal(403, await SendAsync(keyed.Client, method, path, body, keyed.OfAllOthers[needed]));
        Assert.Equal(allowed, await SendAsync(keyed.Client, method, path, body, keyed.OfOne[needed]));
    }

    [Theory]
    [InlineData(Scope.Read, "/")]
    [InlineData(Scope.Read, "/items")]
    [InlineData(Scope.Write, "/data")]
    [InlineData(Scope.Train, "/drift")]
    [InlineData(Scope.Forget, "/forget?user=ada")]
    [InlineData(Scope.Admin, "/overview")]
    public async Task A_page_needs_its_scope_and_leads_whoever_has_no_key_to_the_sign_in(Scope needed, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = keyed.Client.BaseAddress };
        using HttpResponseMessage stranger = await SendAsync(client, HttpMethod.Get, path, body: null, key: null);
        Assert.Equal(302, (int)stranger.StatusCode);
        Assert.Equal($"/sign-in?to={Uri.EscapeDataString(path)}", stranger.Headers.Location!.OriginalString);
        Assert.Equal(403, await SendAsync(client, "GET", path, body: null, keyed.OfAllOthers[needed]));
        Assert.Equal(200, await SendAsync(client, "GET", path, body: null, keyed.OfOne[needed]));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/health/live")]
    public async Task A_watchman_needs_no_key(string path) => Assert.Equal(200, await SendAsync(keyed.Client, "GET", path, body: null, key: null));

    [Fact]
    public async Task Where_other_machines_can_reach_the_server_a_key_is_needed_unasked()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Urls = "http://0.0.0.0:0" }, Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Address.Port}") };
        Assert.Equal(401, await SendAsync(client, "GET", "/v1/model", body: null, key: null));
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, await KeyAsync(Scope.Read)));
    }

    [Fact]
    public async Task On_this_machine_a_key_that_is_sent_still_limits_what_may_be_done()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/keys", body: null, key: null));
        Assert.Equal(403, await SendAsync(client, "GET", "/v1/keys", body: null, await KeyAsync(Scope.Read)));
        Assert.Equal(401, await SendAsync(client, "GET", "/v1/model", body: null, "cicerone_wrong_key"));
    }

    [Fact]
    public async Task A_key_ends_when_it_expires_is_revoked_or_its_secret_was_replaced_too_long_ago()
    {
        var clock = new SetClock();
        await using CiceroneServer server = await CiceroneServer.StartAsync(Options with { Clock = clock }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        string admin = await KeyAsync(Scope.Admin);
        string MadeOf(JsonElement json) => json.GetProperty("key").GetString()!;
        string day = MadeOf(await JsonAsync(client, HttpMethod.Post, "/v1/keys", """{"note":"a day","scopes":["read"],"days":1}""", admin)), ever = MadeOf(await JsonAsync(client, HttpMethod.Post, "/v1/keys", """{"scopes":["read"]}""", admin));
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, day));
        clock.Pass(TimeSpan.FromHours(23));
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, day));
        clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(401, await SendAsync(client, "GET", "/v1/model", body: null, day));

        string id = ever.Split('_')[1], rotated = MadeOf(await JsonAsync(client, HttpMethod.Post, $"/v1/keys/{id}/rotate", body: null, admin));
        Assert.NotEqual(ever, rotated);
        foreach (string either in (string[])[ever, rotated]) Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, either));
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(401, await SendAsync(client, "GET", "/v1/model", body: null, ever));
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, rotated));
        await JsonAsync(client, HttpMethod.Delete, $"/v1/keys/{id}", body: null, admin);
        Assert.Equal(401, await SendAsync(client, "GET", "/v1/model", body: null, rotated));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cicerone")]
    [InlineData("cicerone__")]
    [InlineData("cicerone_ID_")]
    [InlineData("cicerone_ID_SECRET_more")]
    [InlineData("cicerone_ID_secret")]
    [InlineData("other_ID_SECRET")]
    public async Task A_key_that_is_almost_right_is_wrong(string almost)
    {
        string[] parts = keyed.OfOne[Scope.Read].Split('_');
        string presented = almost.Replace("ID", parts[1], StringComparison.Ordinal).Replace("SECRET", parts[2], StringComparison.Ordinal);
        Assert.Equal(401, await SendAsync(keyed.Client, "GET", "/v1/model", body: null, presented));
    }

    [Fact]
    public async Task A_key_may_be_sent_as_a_bearer_token()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(Options, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await KeyAsync(Scope.Read));
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, key: null));
    }

    [Fact]
    public async Task No_secret_is_in_the_store_and_a_forgotten_person_is_not_in_the_audit_log()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(Options, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        string key = await KeyAsync(Scope.Forget, Scope.Admin);
        await JsonAsync(client, HttpMethod.Delete, "/v1/users/ada", body: null, key);
        Assert.Equal(404, await SendAsync(client, "DELETE", "/v1/users/nobody", body: null, key));
        JsonElement[] audit = [.. (await JsonAsync(client, HttpMethod.Get, "/v1/audit", body: null, key)).EnumerateArray()];
        Assert.Equal([("DELETE /v1/users/{id}", 404), ("DELETE /v1/users/{id}", 200)], audit.Select(entry => (entry.GetProperty("action").GetString()!, entry.GetProperty("status").GetInt32())));
        Assert.All(audit, entry => Assert.Equal(key.Split('_')[1], entry.GetProperty("key").GetString()));
        foreach (string file in Directory.GetFiles(_folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key.Split('_')[2])) < 0, file);
        }
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(Options with { RequestsPerSecond = 5 }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        string greedy = await KeyAsync(Scope.Read), other = await KeyAsync(Scope.Read);
        int[] codes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(client, "GET", "/v1/model", body: null, greedy)));
        Assert.Equal([200, 429], codes.Distinct().Order());
        Assert.Equal(200, await SendAsync(client, "GET", "/v1/model", body: null, other));
    }

    private async Task<string> KeyAsync(params Scope[] scopes)
    {
        await using Store store = Store.Open(Options.Store);
        return await new ApiKeys(store.Keys, TimeProvider.System).AddAsync("test", scopes, lifetime: null, Cancellation);
    }

    private static async Task<int> SendAsync(HttpClient client, string method, string path, string? body, string? key)
    {
        using HttpResponseMessage response = await SendAsync(client, new HttpMethod(method), path, body, key);
        return (int)response.StatusCode;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, HttpMethod method, string path, string? body, string key)
    {
        using HttpResponseMessage response = await SendAsync(client, method, path, body, key);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.TryAddWithoutValidation("X-API-Key", key);
        return await client.SendAsync(request, Cancellation);
    }
}
