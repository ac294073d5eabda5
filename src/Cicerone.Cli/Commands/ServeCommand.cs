using System.CommandLine;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone serve</c>: a run behind an API and a page.</summary>
internal sealed class ServeCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly Option<string?> _store = new("--store") { Description = "Where events are kept; a file beside the run unless set.", HelpName = "sqlite:FILE" };
    private readonly Option<string?> _itemText = new("--item-text") { Description = "A table of items; those that the model was not fitted with join it, where it reads text (faerec).", HelpName = "FILE" };
    private readonly Option<string?> _tour = new("--tour") { Description = "Folder of the tour's prepared stops (runs/tour/stops), shown under /tour.", HelpName = "FOLDER" };
    private readonly Option<string> _urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5000", HelpName = "URL" };

    public ServeCommand() : base("serve", "Serves a run: events in, recommendations with reasons out, and a page that shows them. Ctrl-C stops it.",
        "cicerone serve runs/first", "cicerone serve runs/demo/run --tour runs/demo/stops", "cicerone serve runs/first --store sqlite:events.db --urls http://127.0.0.1:8080")
    {
        Add(_run);
        Add(_store);
        Add(_itemText);
        Add(_urls);
        Add(_tour);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        string path = Path.TrimEndingDirectorySeparator(call.Value(_run));
        RunFolder run = RunFolder.Open(path, Known.Algorithms);
        Recommender recommender = run.Recommender();
        if (call.Value(_itemText) is { } file)
        {
            IReadOnlyList<NewItem> items = NewItemFile.Read(file, recommender.Catalogue.Ids);
            if (items.Count > 0) recommender.Add(items);
            call.Terminal.Remark($"{items.Count:N0} items of {file} are new to the model.");
        }
        await using CiceroneServer server = await CiceroneServer.StartAsync(new ServerOptions
        {
            Recommender = recommender,
            Algorithms = Known.Algorithms,
            Store = call.Value(_store) ?? $"sqlite:{path}.db",
            Urls = call.Value(_urls)!,
            Tour = call.Value(_tour),
            Seed = run.ReadLog(),
            SeedName = run.Model.Card.ProtocolFingerprint,
        }, call.Cancellation);
        foreach (string remark in server.Remarks) call.Terminal.Remark(remark);
        if (call.Json) call.Terminal.Document(new { server.Address });
        else call.Terminal.Line($"{run.Model.Card.Algorithm} is served at {server.Address} (Ctrl-C stops); the API is described at {new Uri(server.Address, "openapi/v1.json")}");
        await Stopped(call.Cancellation);
        return CommandLine.Done;
    }

    private static async Task Stopped(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        using CancellationTokenRegistration _ = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }
}
