using System.Globalization;
using Cicerone.Data;
using Cicerone.Server.Learning;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Pages;

/// <summary>The shop's server, which learns, with a million events of forty thousand people in its store.</summary>
public sealed class BusyShop : IAsyncLifetime
{
    public const int People = 40_000, EventsOfPerson = 25;
    private const int MostTries = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-busy-").FullName;
    private CiceroneServer? _server;

    public Uri Address => _server!.Address;

    public static string Person(int number) => number.ToString("'crowd-'00000", CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        ServerOptions options = RunningServer.Options(_folder) with { Seed = null, SeedName = "", Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), FewestPeople = 5, Threads = 1 } };
        await using (Store store = Store.Open(options.Store)) await store.Events.ImportAsync(Crowd(), "crowd", TestContext.Current.CancellationToken);
        _server = await CiceroneServer.StartAsync(options, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        for (int tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                await Task.Delay(100); // a fit that was told to stop may still write its last file
            }
        }
    }

    /// <summary>Lets the server learn a new model from all of it, again and again, until it is cancelled.</summary>
    public async Task LearnAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        while (true)
        {
            using HttpResponseMessage response = await client.PostAsync("/v1/models/learn", content: null, cancellation);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
    }

    private static InteractionLog Crowd()
    {
        var chance = new RandomSource(11);
        var log = new InteractionLogBuilder();
        long start = DateTimeOffset.UtcNow.AddDays(-60).ToUnixTimeMilliseconds();
        int shelf = Shop.Log.Items.Count / 2;
        for (int person = 0; person < People; person++)
            for (int number = 0; number < EventsOfPerson; number++)
                log.Add(Person(person), Shop.Log.Items[(person % 2 * shelf + chance.NextInt(shelf + 2)) % (2 * shelf)], time: start + chance.NextInt(59 * 24 * 3600) * 1000L, action: "bought");
        return log.Build();
    }
}
