using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone evaluate</c>: the test figures of a run, on its own data or on others.</summary>
internal sealed class EvaluateCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly DataOptions _data = new();

    public EvaluateCommand() : base("evaluate", "Tests a run's model again: on the split it came from, or on other data.",
        "cicerone evaluate runs/first", "cicerone evaluate runs/first --data new-ratings.csv --json")
    {
        Add(_run);
        foreach (Option option in _data.All) Add(option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        bool other = call.Has(_data.Data) || call.Has(_data.Split);
        Split split = other ? Foreign(call, run.Model.Catalogue) : run.ReadSplit();
        EvaluationResult result = Evaluate(call, run, split);
        if (call.Json) call.Terminal.Document(Document(call, split, result));
        else
        {
            call.Terminal.Line($"{split.Protocol}: {result.People.Count:N0} people tested, all {result.Candidates:N0} items ranked.");
            FigureTable.Print(call.Terminal, run.Model.Card.Algorithm, result.Means, []);
        }
        return Task.FromResult(CommandLine.Done);
    }

    private static EvaluationResult Evaluate(Invocation call, RunFolder run, Split split)
    {
        using var progress = new ProgressReporter(call.Terminal);
        return Evaluator.Evaluate(run.Model.Model, run.Model.Catalogue, split, SplitPart.Test,
            new EvaluationOptions { Seed = call.Seed, Threads = call.Threads, Detailed = true },
            progress.Stage("test"), call.Cancellation);
    }

    /// <summary>Other data over the model's items. What the model has never met is no history; held out, it counts as a miss.</summary>
    private Split Foreign(Invocation call, Catalogue catalogue)
    {
        SplitData data = _data.Read(call, new Vocabulary(catalogue.Ids.Ids));
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        int unknown = data.Split.Train.Items.Count - catalogue.Count;
        if (unknown > 0) call.Terminal.Remark($"{unknown:N0} items are unknown to the model: left out of histories, and counted as misses where they are the answer.");
        return data.Split with { Train = OfModel(data.Split.Train, catalogue), Valid = OfModel(data.Split.Valid, catalogue), FoldIn = OfModel(data.Split.FoldIn, catalogue) };
    }

    private static InteractionLog OfModel(InteractionLog log, Catalogue catalogue) =>
        log.Select([.. Enumerable.Range(0, log.Count).Where(row => log.Item[row] < catalogue.Count)]);

    private static JsonObject Document(Invocation call, Split split, EvaluationResult result) => new()
    {
        ["protocol"] = new JsonObject
        {
            ["name"] = split.Protocol,
            ["fingerprint"] = split.Fingerprint(),
            ["candidates"] = result.Candidates,
            ["people"] = result.People.Count,
            ["masked_answers"] = result.Unreachable,
            ["seed"] = call.Seed,
        },
        ["test"] = new JsonObject(result.Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null))),
    };
}
