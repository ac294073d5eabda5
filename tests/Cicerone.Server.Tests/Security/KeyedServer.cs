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

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
