using Cicerone.Server.Api;
using Cicerone.Server.Gorse;
using Cicerone.Server.Learning;
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
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5), LongestHeaders = TimeSpan.FromSeconds(10);
    private readonly WebApplication _app;
    private readonly Store _store;

    private CiceroneServer(WebApplication app, Store store, IReadOnlyList<string> remarks)
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
        Store store = Store.Open(options.Store);
        WebApplication? app = null;
        try
        {
            var remarks = new List<string>();
            long lastOfRun = await SeedAsync(options, store, remarks, cancellation);
            app = Build(options with { Seed = null }, store, lastOfRun, remarks); // the seed's people may be forgotten: the server keeps them in the store alone
            await app.Services.GetRequiredService<ToldItems>().LoadAsync(cancellation);
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

    /// <summary>Takes the seed over.</summary>
    /// <returns>The number of its last event in the order of arrival; 0 where the store does not hold it.</returns>
    private static async Task<long> SeedAsync(ServerOptions options, Store store, List<string> remarks, CancellationToken cancellation)
    {
        if (options.Seed is null) return 0;
        ImportReceipt receipt = await store.Events.ImportAsync(options.Seed, options.SeedName, cancellation);
        if (receipt.Holds == options.SeedName) return options.Seed.Count;
        string held = receipt.Holds is null ? "events that were recorded before" : $"the events of '{receipt.Holds}'";
        remarks.Add($"The store {Store.WithoutPassword(options.Store)} holds {held}, and goes on with them; those of '{options.SeedName}' were not taken over. For these, name a new store.");
        return 0;
    }

    private static WebApplication Build(ServerOptions options, Store store, long lastOfRun, List<string> remarks)
    {
        // Nothing is read from the current folder or the environment: the server is what its options say, wherever it is started.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(CiceroneServer).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Cicerone", LogLevel.Information).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // a failed start is thrown
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Addresses.Select(address => address.ToString())]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = LongestHeaders; // bodies have the framework's slowest rate: 240 bytes a second after five
        });
        builder.Services.AddSingleton(options).AddSingleton(store).AddSingleton(store.Events).AddSingleton(store.Items).AddSingleton(options.Algorithms).AddSingleton(options.Clock);
        builder.Services.AddSingleton<ToldItems>().AddSingleton<EventIntake>().AddSingleton<TourGuide>().AddSingleton<SeasonDial>();
        builder.Services.AddModel(options, lastOfRun, remarks);
        builder.Services.AddScoped<LiveItems>().AddScoped<LiveRecommender>().AddScoped<GorseLists>().AddScoped<ItemSearch>();
        builder.Services.AddSingleton(store.Keys).AddSingleton<ApiKeys>().AddSingleton<RateLimits>();
        builder.Services.AddRouting().AddApi().AddPages().AddHostCheck(options);

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSameOrigin();
        app.UseRouting();
        app.UseMiddleware<KeyCheck>();
        app.MapApi();
        app.MapGorse();
        app.MapPages();
        return app;
    }
}
