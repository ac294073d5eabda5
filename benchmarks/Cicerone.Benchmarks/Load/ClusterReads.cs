using System.Diagnostics;
using Cicerone.Cluster;
using Cicerone.Server;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cicerone.Benchmarks.Load;

/// <summary>
/// <c>cluster-reads store=postgres://… cluster=redis://…/NAME [people=2000 seconds=5]</c>: how many histories a second one member of a cluster tells of people whom it remembers, beside the store
/// asked each time, and how many events a second it acknowledges one by one, 64 at once each.
/// </summary>
internal static class ClusterReads
{
    private const int AtOnce = 64, EventsOfPerson = 15;

    public static async Task RunAsync(string[] arguments)
    {
        LoadSettings settings = new(arguments, "store", "cluster", "people", "seconds");
        int people = settings.Whole("people", 2_000), seconds = settings.Whole("seconds", 5);
        string address = settings.Text("store", "");
        await using Store store = Store.Open(address);
        string name = Guid.NewGuid().ToString("N")[..8];
        string[] users = [.. Enumerable.Range(0, people).Select(person => $"{name}-{person}")];
        await store.Events.AppendAsync([.. users.SelectMany(user => Enumerable.Range(0, EventsOfPerson).Select(item => new StoredEvent(user, $"i{item}")))], CancellationToken.None);
        ServerOptions options = await new ServerOptions { Recommender = null!, Algorithms = null!, Store = address }.InClusterAsync(ClusterOptions.Parse(settings.Text("cluster", ""), "127.0.0.1:0"));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(store).AddSingleton(TimeProvider.System);
        options.LiveState!(builder);
        using IHost host = builder.Build();
        await host.StartAsync();
        ILiveState state = host.Services.GetRequiredService<ILiveState>();
        await TellAsync("histories from memory, first time", people, 0, number => state.HistoryAsync(users[number], CancellationToken.None));
        await TellAsync("histories from memory", 0, seconds, number => state.HistoryAsync(users[number % people], CancellationToken.None));
        await TellAsync("histories from the store", 0, seconds, number => store.Events.HistoryAsync(users[number % people], CancellationToken.None));
        await TellAsync("events told of", 0, seconds, number => state.AddedAsync([users[number % people]], CancellationToken.None));
        await host.StopAsync();
    }

    /// <summary>Does something so often, or for so long.</summary>
    private static async Task TellAsync(string what, int times, int seconds, Func<int, Task> once)
    {
        int next = -1;
        using var own = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        TimeSpan used = own.TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                int number = Interlocked.Increment(ref next);
                if (times > 0 ? number >= times : clock.Elapsed.TotalSeconds >= seconds) return;
                await once(number);
            }
        })));
        own.Refresh();
        int done = times > 0 ? times : next + 1 - AtOnce;
        Console.WriteLine($"{what}: {done / clock.Elapsed.TotalSeconds:N0} a second ({1e6 * (own.TotalProcessorTime - used).TotalSeconds / done:0} µs of processor each)");
    }
}
