using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Server.Learning;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Security;

/// <summary>A server that asks for keys, with a key for each scope alone and one for all others.</summary>
public sealed class KeyedServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-keyed-").FullName;
    private CiceroneServer? _server;

    public HttpClient Client { get; } = new();

    public Dictionary<Scope, string> OfOne { get; } = [];

    public Dictionary<Scope, string> OfAllOthers { get; } = [];

    public async ValueTask InitializeAsync()
    {
        ServerOptions options = RunningServer.Options(_folder) with { RequireKeys = true, Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), Threads = 1 } };
        await using (Store store = Store.Open(options.Store))
        {
            var keys = new ApiKeys(store.Keys, TimeProvider.System);
            foreach (Scope scope in Enum.GetValues<Scope>())
            {
                OfOne.Add(scope, await keys.AddAsync("one", [scope], lifetime: null, TestContext.Current.CancellationToken));
                OfAllOthers.Add(scope, await keys.AddAsync("others", [.. Enum.GetValues<Scope>().Where(other => other != scope)], lifetime: null, TestContext.Current.CancellationToken));
            }
        }
        _server = await CiceroneServer.StartAsync(options, TestContext.Current.CancellationToken);
        Client.BaseAddress = _server.Address;
    }

    /// <summary>Makes a key.</summary>
    public async Task<string> AddAsync(Scope scope) =>
        (await SendAsync(HttpMethod.Post, "/v1/keys", JsonContent.Create(new { note = "made", scopes = new[] { scope.ToString().ToLowerInvariant() } }))).GetProperty("key").GetString()!;

    /// <summary>Revokes a key.</summary>
    public Task RevokeAsync(string key) => SendAsync(HttpMethod.Delete, $"/v1/keys/{key.Split('_')[1]}", content: null);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-API-Key", OfOne[Scope.Admin]);
        using HttpResponseMessage response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
