using System.CommandLine;
using Cicerone.Cluster;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server;
using Cicerone.Server.Learning;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone serve</c>: a run behind an API and a page.</summary>
internal sealed class ServeCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly Option<string?> _store = new("--store") { Description = "Where events are kept; a file beside the run unless set.", HelpName = "sqlite:FILE|postgres://USER@HOST/DATABASE" };
    private readonly Option<string?> _itemText = new("--item-text") { Description = "A table of items; those that the model was not fitted with join it, where it reads text (faerec).", HelpName = "FILE" };
    private readonly Option<string?> _tour = new("--tour") { Description = "Folder of the tour's prepared stops (runs/tour/stops), shown under /tour.", HelpName = "FOLDER" };
    private readonly Option<string> _urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5000", HelpName = "URL" };

    private readonly Option<string?> _models = new("--models") { Description = "Folder of the versions of the model that are learned from what people do; without it, nothing is learned.", HelpName = "FOLDER" };
    private readonly Option<int?> _learnAfter = new("--learn-after") { Description = "New events that begin a fit.", HelpName = "N" };
    private readonly Option<TimeSpan?> _learnEvery = new("--learn-every") { Description = "How long after a fit the next begins, when there is any new event: 06:00:00 for six hours.", HelpName = "TIME" };

    private readonly Option<TimeSpan> _keepExposures = new("--keep-exposures") { Description = "How long is kept what people were shown and said: 90.00:00:00 for ninety days.", DefaultValueFactory = _ => TimeSpan.FromDays(90), HelpName = "TIME" };

    private readonly Option<bool> _requireKeys = new("--require-keys") { Description = "Ask for a key on this machine too, as behind a proxy; other machines always need one ('cicerone keys add')." };
    private readonly Option<int?> _rateLimit = new("--rate-limit") { Description = "How many requests a second each key may send, or each address without one.", HelpName = "N" };

    private readonly Option<TimeSpan> _drain = new("--drain") { Description = "How long to go on answering after SIGTERM while /health/ready says no more: 00:00:10 for ten seconds.", HelpName = "TIME" };
    private readonly Option<string?> _cluster = new("--cluster") { Description = "Serve as one of several that share a PostgreSQL and what they remember of people; they find each other by this Redis and name.", HelpName = "redis://HOST:PORT/NAME" };
    private readonly Option<string> _clusterAddress = new("--cluster-address") { Description = "Where the others of the cluster reach this server, on a network of their own.", DefaultValueFactory = _ => "127.0.0.1:0", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _collector = new("--otlp") { Description = "An OpenTelemetry collector for traces and metrics (OTLP over HTTP).", HelpName = "URL" };
    private readonly Option<bool> _jsonLogs = new("--json-logs") { Description = "Log lines of JSON." };

    public ServeCommand() : base("serve", "Serves a run: events in, recommendations with reasons out, and a page that shows them. Ctrl-C stops it.",
        "cicerone serve runs/first", "cicerone serve runs/demo/run --tour runs/demo/stops", "cicerone serve runs/first --store sqlite:events.db --urls http://127.0.0.1:8080", "cicerone serve runs/first --store postgres://cicerone@127.0.0.1/shop", "cicerone serve runs/first --store postgres://cicerone@10.0.0.1/shop --cluster redis://10.0.0.1/shop --cluster-address 10.0.0.5:11111", "cicerone serve runs/first --models runs/first-models --learn-after 10000")
    {
        Add(_run);
        Add(_store);
        Add(_itemText);
        Add(_urls);
        Add(_tour);
        Add(_models);
        Add(_learnAfter);
        Add(_learnEvery);
        Add(_keepExposures);
        Add(_requireKeys);
        Add(_rateLimit);
        Add(_drain);
        Add(_cluster);
        Add(_clusterAddress);
        Add(_collector);
        Add(_jsonLogs);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        (CiceroneServer started, string algorithm) = await StartAsync(call);
        await using CiceroneServer server = started;
        foreach (string remark in server.Remarks) call.Terminal.Remark(remark);
        if (call.Json) call.Terminal.Document(new { server.Address });
        else call.Terminal.Line($"{algorithm} is served at {server.Address} (Ctrl-C stops); the API is described at {new Uri(server.Address, "openapi/v1.json")}");
        await Stopped(call.Cancellation);
        return CommandLine.Done;
    }

    /// <summary>Starts the server. The run is let go of here: the server forgets people, and they must not stay in memory because of whoever started it.</summary>
    private async Task<(CiceroneServer Server, string Algorithm)> StartAsync(Invocation call)
    {
        string path = Path.TrimEndingDirectorySeparator(call.Value(_run));
        RunFolder run = RunFolder.Open(path, Known.Algorithms);
        Recommender recommender = run.Recommender();
        if (call.Value(_itemText) is { } file)
        {
            IReadOnlyList<NewItem> items = NewItemFile.Read(file, recommender.Catalogue.Ids);
            if (items.Count > 0) recommender = recommender.With(items);
            call.Terminal.Remark($"{items.Count:N0} items of {file} are new to the model.");
        }
        var options = new ServerOptions
        {
            Recommender = recommender,
            Algorithms = Known.Algorithms,
            Store = call.Value(_store) ?? $"sqlite:{path}.db",
            Urls = call.Value(_urls)!,
            Run = path,
            Tour = call.Value(_tour),
            Learning = Learning(call),
            ExposuresKept = call.Value(_keepExposures),
            RequireKeys = call.Value(_requireKeys),
            RequestsPerSecond = call.Value(_rateLimit),
            Drain = call.Value(_drain),
            Collector = call.Value(_collector),
            JsonLogs = call.Value(_jsonLogs),
            Seed = run.KeepsData ? run.ReadLog() : null,
            SeedName = run.Model.Card.ProtocolFingerprint,
        };
        if (call.Value(_cluster) is null && call.Has(_clusterAddress)) throw new UsageException("--cluster-address goes with --cluster redis://HOST:PORT/NAME.");
        if (call.Value(_cluster) is { } cluster) options = await options.InClusterAsync(ClusterOptions.Parse(cluster, call.Value(_clusterAddress)!));
        return (await CiceroneServer.StartAsync(options, call.Cancellation), run.Model.Card.Algorithm);
    }

    private LearningOptions? Learning(Invocation call)
    {
        if (call.Value(_models) is { } folder) return new LearningOptions { Folder = folder, AfterEvents = call.Value(_learnAfter), Every = call.Value(_learnEvery) };
        if (call.Value(_learnAfter) is null && call.Value(_learnEvery) is null) return null;
        throw new UsageException("--learn-after and --learn-every need a folder for what is learned: --models FOLDER.");
    }

    private static async Task Stopped(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        using CancellationTokenRegistration _ = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }
}
