using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Server;
using Cicerone.Simulation;

namespace Cicerone.Cli.Tour;

/// <summary>
/// Where the tour happens: the Bookshop's files, a run of EASE on them, and a server of that run on the loopback address.
/// Everything lies in one folder, so that a person can go on from there.
/// </summary>
internal sealed class TourWorld : IAsyncDisposable
{
    private const string Algorithm = "ease";
    private readonly string _folder;
    private readonly CiceroneServer _server;
    private int _fits;

    private TourWorld(string folder, ExperimentResult result, CiceroneServer server)
    {
        (_folder, Result, _server) = (folder, result, server);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    /// <summary>What came of the run.</summary>
    public ExperimentResult Result { get; }

    /// <summary>Talks to the server.</summary>
    public HttpClient Client { get; }

    /// <summary>The run's folder.</summary>
    public string Run => RunOf(_folder);

    /// <summary>Makes the world anew: simulates, fits and serves.</summary>
    /// <param name="folder">Where it lies; a world made before is replaced.</param>
    /// <param name="call">Seed, threads, where to print.</param>
    public static async Task<TourWorld> MakeAsync(string folder, Invocation call)
    {
        string shopFolder = ShopOf(folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(shopFolder, "books.csv")))
            throw new CiceroneException($"{folder} is not empty and holds no Bookshop; choose another folder.");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var shop = new Bookshop(new BookshopOptions { Seed = call.Seed });
        ExperimentResult result;
        using (var progress = new ProgressReporter(call.Terminal))
        {
            BookshopFiles.Write(shop, shopFolder, progress.Stage("opening the Bookshop"), call.Cancellation);
            result = Fit(shop, call, progress);
            RunFolder.Write(RunOf(folder), overwrite: false, result);
        }
        return new TourWorld(folder, result, await ServeAsync(folder, result, call.Cancellation));
    }

    /// <summary>A word of a command with its places filled in.</summary>
    public string Fill(string word) => word
        .Replace("{shop}", ShopOf(_folder), StringComparison.Ordinal)
        .Replace("{run}", Run, StringComparison.Ordinal)
        .Replace("{out}", Path.Combine(_folder, $"trial-{(word.Contains("{out}", StringComparison.Ordinal) ? ++_fits : _fits)}"), StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    private static string ShopOf(string folder) => Path.Combine(folder, "shop");

    private static string RunOf(string folder) => Path.Combine(folder, "run");

    private static ExperimentResult Fit(Bookshop shop, Invocation call, ProgressReporter progress)
    {
        (InteractionLog log, ItemTable items) = shop.ToLog();
        return new Experiment
        {
            Algorithm = Known.Algorithms[Algorithm],
            Split = new LeaveOneOut().Split(log, call.Seed),
            Items = items,
            Provenance = new Provenance(shop.Name, "", 0),
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Fit = new FitContext { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation },
            Cache = BaselineCache.OfUser(),
        }.Run();
    }

    private static Task<CiceroneServer> ServeAsync(string folder, ExperimentResult result, CancellationToken cancellation) =>
        CiceroneServer.StartAsync(new ServerOptions
        {
            Recommender = new Recommender(result.Model, result.Catalogue, result.Card),
            Algorithms = Known.Algorithms,
            Store = $"sqlite:{Path.Combine(folder, "run.db")}",
            Urls = "http://127.0.0.1:0",
            Seed = InteractionLog.Concat(result.Split.Train, result.Split.Valid, result.Split.Test),
            SeedName = result.Card.ProtocolFingerprint,
        }, cancellation);
}
