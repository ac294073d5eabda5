using Cicerone.Server;
using Cicerone.Server.Learning;
using Cicerone.Server.Tests;

namespace Cicerone.Client.Tests;

/// <summary>A server of the shop with all its routes, those of versions among them.</summary>
public sealed class LearningServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-client-").FullName;
    private CiceroneServer? _server;

    public Uri Address => _server!.Address;

    public async ValueTask InitializeAsync() => _server = await CiceroneServer.StartAsync(new ServerOptions
    {
        Recommender = Shop.Recommender,
        Algorithms = Shop.Algorithms,
        Store = $"sqlite:{Path.Combine(_folder, "events.db")}",
        Urls = "http://127.0.0.1:0",
        Seed = Shop.Log,
        SeedName = "shop",
        Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), FewestPeople = 5, Threads = 1 },
    }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
