using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Cicerone.Server.Tests;

/// <summary>The shop's server on a free port of this machine, with a store of its own; it stops with its test class.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-server-").FullName;
    private CiceroneServer? _server;
    private HttpClient? _client;

    public Uri Address => _server!.Address;

    public HttpClient Client => _client!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await CiceroneServer.StartAsync(Options(_folder), Cancellation);
        _client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Longest }) { BaseAddress = Address, Timeout = Longest };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The shop, with its store in a folder.</summary>
    internal static ServerOptions Options(string folder) => new()
    {
        Recommender = Shop.Recommender,
        Algorithms = Shop.Algorithms,
        Store = $"sqlite:{Path.Combine(folder, "events.db")}",
        Urls = "http://127.0.0.1:0",
        Seed = Shop.Log,
        SeedName = "shop",
    };

    /// <summary>A successful answer's JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return await JsonAsync(response);
    }

    /// <summary>A successful answer's JSON to a body.</summary>
    public async Task<JsonElement> PostAsync(string path, string body)
    {
        using HttpResponseMessage response = await SendAsync("POST", path, body);
        return await JsonAsync(response);
    }

    /// <summary>Any answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        request.Headers.ExpectContinue = body?.Length > 1 << 20; // as curl does: a body that is too large is refused before it is sent
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
