using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Server;
using Cicerone.Server.Tour;
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

    private TourWorld(string folder, ExperimentResult result, CiceroneServer server, TextWriter progress)
    {
        (_folder, Result, _server, Progress) = (folder, result, server, progress);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    /// <summary>What came of the run.</summary>
    public ExperimentResult Result { get; }

    /// <summary>Talks to the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Where what is prepared for a stop tells how far it is.</summary>
    public TextWriter Progress { get; }

    /// <summary>The run's folder.</summary>
    public string Run => RunOf(_folder);

    /// <summary>The folder of the stops' runs.</summary>
    public string Stops => StopsOf(_folder);

    /// <summary>Makes the world: simulates, fits and serves. What was prepared for stops in the same world stays.</summary>
    /// <param name="folder">Where it lies; another world that was made there is replaced.</param>
    /// <param name="call">Seed, threads, where to print.</param>
    public static async Task<TourWorld> MakeAsync(string folder, Invocation call)
    {
        string shopFolder = ShopOf(folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(shopFolder, "books.csv")))
            throw new CiceroneException($"{folder} is not empty and holds no Bookshop; choose another folder.");
        var shop = new Bookshop(new BookshopOptions { Seed = call.Seed });
        Clear(folder, $"{shop.Name}, Cicerone {ModelCard.LibraryVersion}");
        ExperimentResult result;
        using (var progress = new ProgressReporter(call.Terminal))
        {
            BookshopFiles.Write(shop, shopFolder, progress.Stage("opening the Bookshop"), call.Cancellation);
            ReadingCircle.Write(shop, Path.Combine(shopFolder, "circle"));
            BookshopReviewFiles.Write(shop, new BookshopReviews(shop, new BookshopReviewOptions(), call.Seed), shopFolder);
            result = Fit(shop, call, progress);
            RunFolder.Write(RunOf(folder), overwrite: false, result);
        }
        return new TourWorld(folder, result, await ServeAsync(folder, result, call.Cancellation), call.Terminal.Error);
    }

    /// <summary>The folder of a stop's own run.</summary>
    public string FolderOf(TourStop stop) => Path.Combine(Stops, stop.Name);

    /// <summary>A word of a command with its places filled in.</summary>
    public string Fill(string word, TourStop stop) => word
        .Replace("{shop}", ShopOf(_folder), StringComparison.Ordinal)
        .Replace("{run}", Run, StringComparison.Ordinal)
        .Replace("{out}", FolderOf(stop), StringComparison.Ordinal)
        .Replace("{copy}", FolderOf(stop) + ForgetExhibit.CopyMark, StringComparison.Ordinal);

    /// <summary>Copies the run of a stop, for a command that changes it.</summary>
    public void Copy(TourStop stop)
    {
        string copy = FolderOf(stop) + ForgetExhibit.CopyMark;
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (string file in Directory.EnumerateFiles(FolderOf(stop), "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(copy, Path.GetRelativePath(FolderOf(stop), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Takes away what is made anew, and the stops' runs too unless they are of this world.</summary>
    private static void Clear(string folder, string world)
    {
        string mark = Path.Combine(Directory.CreateDirectory(folder).FullName, "world.txt");
        bool same = File.Exists(mark) && File.ReadAllText(mark) == world;
        foreach (string part in (string[])[ShopOf(folder), RunOf(folder), .. same ? [] : (string[])[StopsOf(folder)]])
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        foreach (string store in Directory.GetFiles(folder, "run.db*")) File.Delete(store);
        File.WriteAllText(mark, world);
        Directory.CreateDirectory(StopsOf(folder));
    }

    private static string StopsOf(string folder) => Path.Combine(folder, "stops");

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
            Tour = StopsOf(folder),
            Seed = InteractionLog.Concat(result.Split.Train, result.Split.Valid, result.Split.Test),
            SeedName = result.Card.ProtocolFingerprint,
        }, cancellation);
}
