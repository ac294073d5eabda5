using Cicerone.Server.Api;
using Cicerone.Server.Conversations;
using Cicerone.Server.Experiments;
using Cicerone.Server.Gorse;
using Cicerone.Server.Imports;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Operations;
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
            app = Build(options, store, lastOfRun, remarks);
            ToldItems told = app.Services.GetRequiredService<ToldItems>();
            await told.CatchUpAsync(cancellation);
            app.Services.GetRequiredService<ModelInService>().Follow(told);
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

    /// <summary>
    /// Says that it is ready no more, goes on for <see cref="ServerOptions.Drain"/>, stops listening, and answers what is under way, for 5
    /// seconds at most.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        ServerState state = _app.Services.GetRequiredService<ServerState>();
        ServerOptions options = _app.Services.GetRequiredService<ServerOptions>();
        if (!state.IsStopping)
        {
            state.Stop();
            await Task.Delay(options.Drain, options.Clock, cancellation);
        }
        await _app.StopAsync(cancellation);
    }

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

    private static WebApplication Build(ServerOptions all, Store store, long lastOfRun, List<string> remarks)
    {
        ServerOptions options = all with { Seed = null, Recommender = null! }; // people may be forgotten: the store alone keeps what they did, and the versions of the model what was learned from it
        // Nothing is read from the current folder or the environment: the server is what its options say, wherever it is started.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(CiceroneServer).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Cicerone", LogLevel.Information).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a failed start is thrown
        AddConsole(builder.Logging, options);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Addresses.Select(address => address.ToString())]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = LongestHeaders; // bodies have the framework's slowest rate: 240 bytes a second after five
        });
        builder.Services.AddSingleton(options).AddSingleton(store).AddSingleton(store.Events).AddSingleton(store.Items).AddSingleton(options.Algorithms).AddSingleton(options.Clock);
        if (options.LiveState is { } remembers) remembers(builder);
        else builder.Services.AddSingleton<ILiveState, StoredState>();
        builder.Services.AddTelemetry(options).AddSingleton<ServerState>();
        builder.Services.AddSingleton<ToldItems>().AddSingleton<EventIntake>().AddSingleton<PersonRemoval>().AddHostedService<ToldItemsWatch>().AddSingleton<ImportDesk>().AddSingleton<TourGuide>().AddSingleton<SeasonDial>();
        builder.Services.AddModel(all, lastOfRun, remarks);
        builder.Services.AddSingleton(store.Exposures).AddSingleton<ExposureIntake>().AddSingleton<MerchandisingBook>().AddScoped<Storefront>();
        builder.Services.AddSingleton(store.Conversations).AddSingleton<ConversationGuides>().AddScoped<ConversationDesk>();
        builder.Services.AddSingleton<ExperimentRegister>().AddSingleton<ExperimentAnalysis>().AddSingleton<ExperimentControl>().AddSingleton<ArmModels>().AddHostedService<ExperimentWatch>();
        builder.Services.AddScoped<LiveItems>().AddScoped<LiveRecommender>().AddScoped<GorseLists>().AddScoped<ItemSearch>().AddScoped<DriftWatch>().AddSingleton<DriftReports>();
        builder.Services.AddSingleton(store.Keys).AddSingleton<ApiKeys>().AddSingleton<RateLimits>();
        builder.Services.AddRouting().AddApi().AddPages().AddHostCheck(options);

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSameOrigin();
        app.UseRouting();
        app.UseRouteNames();
        app.UseMiddleware<KeyCheck>();
        app.MapApi();
        app.MapGorse();
        app.MapPages();
        app.MapMetrics();
        return app;
    }

    private static void AddConsole(ILoggingBuilder logging, ServerOptions options)
    {
        if (options.Logs is { } logs) logging.AddProvider(logs);
        _ = options.JsonLogs ? logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O")) : logging.AddSimpleConsole(console => console.SingleLine = true);
    }
}
