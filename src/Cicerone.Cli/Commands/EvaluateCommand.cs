using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Evaluation;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone evaluate</c>: the test figures of a run, on its own data or on others, or of rankings that another program made.</summary>
internal sealed class EvaluateCommand : CiceroneCommand
{
    private readonly Argument<string?> _run = new("run") { Description = "Folder of a run; not needed with --predictions and data of their own.", Arity = ArgumentArity.ZeroOrOne };
    private readonly DataOptions _data = new();
    private readonly Option<string?> _predictions = new("--predictions") { Description = "Judge this file of user, item and score or rank instead of the run's model.", HelpName = "FILE" };
    private readonly OverTimeOptions _overTime = new();
    private readonly Option<bool> _stream = new("--stream") { Description = "Test bucket by bucket on --split, which may be larger than memory." };
    private readonly Option<string?> _people = new("--people") { Description = "Write every person's figures: a table, or JSON lines where the name ends in .jsonl.", HelpName = "FILE" };

    public EvaluateCommand() : base("evaluate", "Tests a run's model again, on the split it came from or on other data; or judges rankings that another program made.",
        "cicerone evaluate runs/first", "cicerone evaluate runs/first --data new-ratings.csv --json",
        "cicerone evaluate runs/first --predictions theirs.tsv --people theirs-by-person.tsv", "cicerone evaluate --predictions theirs.csv --split my-split",
        "cicerone evaluate runs/by-time --over-time --category genre", "cicerone evaluate runs/large --split by-time --stream")
    {
        Add(_run);
        foreach (Option option in _data.All) Add(option);
        Add(_predictions);
        Add(_people);
        Add(_stream);
        foreach (Option option in _overTime.All) Add(option);
    }

    private bool HasData(Invocation call) => call.Has(_data.Data) || call.Has(_data.Split);

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder? run = call.Value(_run) is { } path ? RunFolder.Open(path, Known.Algorithms) : null;
        if (_overTime.Wanted(call))
        {
            if (run is null || HasData(call) || call.Has(_predictions) || call.Has(_people)) throw new UsageException("--over-time watches a run over its own data: give the folder of a run, and none of --data, --split, --predictions and --people.");
            _overTime.Run(call, run);
            return Task.FromResult(CommandLine.Done);
        }
        if (call.Value(_stream))
        {
            TestStreamed(call, run ?? throw new UsageException("--stream tests a run: give its folder."));
            return Task.FromResult(CommandLine.Done);
        }
        (string name, Split split, EvaluationResult result) = call.Value(_predictions) is { } file ? Judge(call, file, run) : Test(call, run);
        if (call.Value(_people) is { } people) WritePeople(people, result, split.Train.Users);
        Print(call, name, split.Protocol, result);
        return Task.FromResult(CommandLine.Done);
    }

    private void TestStreamed(Invocation call, RunFolder run)
    {
        if (call.Has(_predictions) || call.Has(_people)) throw new UsageException("--stream keeps no figures person by person and judges no --predictions: leave out --people and --predictions.");
        (SplitBuckets split, _) = _data.OpenStreamed(call);
        if (!split.Items.Items.Ids.SequenceEqual(run.Model.Catalogue.Ids.Ids)) throw new CiceroneException($"The items of {call.Value(_data.Split)} are not those that the model of {call.Value(_run)} knows. Give the split that it was fitted on.");
        using var progress = new ProgressReporter(call.Terminal);
        Print(call, run.Model.Card.Algorithm, split.Protocol, Evaluator.Evaluate(run.Model.Model, split, SplitPart.Test, OptionsOf(call), progress.Stage("test"), call.Cancellation));
    }

    private static void Print(Invocation call, string name, string protocol, EvaluationSummary result)
    {
        if (call.Json)
        {
            call.Terminal.Document(Document(call, protocol, result));
            return;
        }
        call.Terminal.Line($"{protocol}: {result.PeopleCount:N0} people tested, all {result.Candidates:N0} items ranked.");
        FigureTable.Print(call.Terminal, name, result.Means, []);
        FigureTable.PrintSlices(call.Terminal, result);
    }

    private (string Name, Split Split, EvaluationResult Result) Test(Invocation call, RunFolder? run)
    {
        if (run is null) throw new UsageException("give the folder of a run, or --predictions FILE.");
        Split split = HasData(call) ? Foreign(call, run.Model.Catalogue) : run.ReadSplit();
        using var progress = new ProgressReporter(call.Terminal);
        return (run.Model.Card.Algorithm, split,
            Evaluator.Evaluate(run.Model.Model, run.Model.Catalogue, split, SplitPart.Test, OptionsOf(call), progress.Stage("test"), call.Cancellation));
    }

    private (string Name, Split Split, EvaluationResult Result) Judge(Invocation call, string file, RunFolder? run)
    {
        if (run is null && !HasData(call)) throw new UsageException("--predictions are judged on a split: give the folder of a run, --data PATH or --split FOLDER.");
        SplitData? data = HasData(call) ? _data.Read(call) : null;
        Split split = data?.Split ?? run!.ReadSplit();
        var predictions = Predictions.Read(file, split, new());
        Remarks.Of(predictions.Report, call.Terminal);
        PredictionScore score = predictions.Score(split, data?.Items ?? run!.Model.Catalogue.Items, SplitPart.Test, OptionsOf(call));
        (string What, long Count)[] odd =
        [
            ("lines of people the split does not know", predictions.UnknownPeople), ("lines of items the split does not know", predictions.UnknownItems),
            ("lines that name a person's item again", predictions.Duplicates), ("lines of items that are masked for the person", score.MaskedLines),
            ("people with predictions who are not tested", score.PeopleNotTested),
        ];
        foreach ((string what, long count) in odd.Where(one => one.Count > 0)) call.Terminal.Remark($"{count:N0} {what}: left out.");
        if (score.PeopleWithout > 0) call.Terminal.Remark($"{score.PeopleWithout:N0} tested people have no predictions: they score zero.");
        return (Path.GetFileName(file), split, score.Result);
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

    private static EvaluationOptions OptionsOf(Invocation call) => new() { Seed = call.Seed, Threads = call.Threads, Detailed = true };

    private static void WritePeople(string path, EvaluationResult result, Vocabulary people)
    {
        if (Path.GetExtension(path) == ".jsonl") EvaluationFile.Write(path, result, people);
        else EvaluationFile.WriteTable(path, result, people);
    }

    private static JsonObject Document(Invocation call, string protocol, EvaluationSummary result) => new()
    {
        ["protocol"] = new JsonObject
        {
            ["name"] = protocol,
            ["fingerprint"] = result.Fingerprint,
            ["candidates"] = result.Candidates,
            ["people"] = result.PeopleCount,
            ["masked_answers"] = result.Unreachable,
            ["seed"] = call.Seed,
        },
        ["test"] = new JsonObject(result.Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, double.IsFinite(figure.Value) ? figure.Value : null))),
    };
}
