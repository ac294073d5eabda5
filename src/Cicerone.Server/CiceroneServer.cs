using Cicerone.Server.Api;
using Cicerone.Server.Live;
using Cicerone.Server.Pages;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Cicerone.Server.Tour;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server;

/// <summary>A running server: recommendations with reasons over HTTP, and a page that shows them.</summary>
public sealed class CiceroneServer : IAsyncDisposable
{
    private const long MostBodyBytes = 8 << 20;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);
    private readonly WebApplication _app;
    private readonly IEventStore _store;

    private CiceroneServer(WebApplication app, IEventStore store, IReadOnlyList<string> remarks)
    {
        (_app, _store, Remarks) = (app, store, remarks);
        string address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(address);
    }

    /// <summary>Where the server listens, with the port that was taken where 0 was asked for.</summary>
    public Uri Address { get; }

    /// <summary>What whoever started the server should know, a sentence each; mostly empty.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Opens the store, takes over the seed where the store is empty, and starts to listen.</summary>
    /// <exception cref="CiceroneException">The store cannot be opened, the seed cannot be stored, or an address is taken.</exception>
    public static async Task<CiceroneServer> StartAsync(ServerOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        IEventStore store = EventStores.Open(options.Store);
        WebApplication? app = null;
        try
        {
            IReadOnlyList<string> remarks = await SeedAsync(options, store, cancellation);
            app = Build(options, store);
            await app.StartAsync(cancellation);
            return new CiceroneServer(app, store, remarks);
        }
        catch (Exception fault)
        {
            if (app is not null) await app.DisposeAsync();
            await store.DisposeAsync();
            if (fault is IOException) throw new CiceroneException($"The server cannot listen on {options.Urls}: {fault.Message} Choose another port; 0 takes a free one.", fault);
            throw;
        }
    }

    /// <summary>Answers what is under way, for 5 seconds at most, and stops listening.</summary>
    public Task StopAsync(CancellationToken cancellation = default) => _app.StopAsync(cancellation);

    /// <summary>Stops, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static async Task<IReadOnlyList<string>> SeedAsync(ServerOptions options, IEventStore store, CancellationToken cancellation)
    {
        if (options.Seed is null) return [];
        ImportReceipt receipt = await store.ImportAsync(options.Seed, options.SeedName, cancellation);
        if (receipt.Holds == options.SeedName) return [];
        string held = receipt.Holds is null ? "events that were recorded before" : $"the events of '{receipt.Holds}'";
        return [$"The store {options.Store} holds {held}, and goes on with them; those of '{options.SeedName}' were not taken over. For these, name a new store."];
    }

    private static WebApplication Build(ServerOptions options, IEventStore store)
    {
        // Nothing is read from the current folder or the environment: the server is what its options say, wherever it is started.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(CiceroneServer).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // a failed start is thrown
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Addresses.Select(address => address.ToString())]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        builder.Services.AddSingleton(options).AddSingleton(store).AddSingleton(options.Recommender).AddSingleton(options.Algorithms).AddSingleton(options.Clock);
        builder.Services.AddSingleton<LiveRecommender>().AddSingleton<ItemSearch>().AddSingleton<TourGuide>();
        builder.Services.AddRouting().AddApi().AddPages().AddHostCheck(options);

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSameOrigin();
        app.UseRouting();
        app.MapApi();
        app.MapPages();
        return app;
    }
}
