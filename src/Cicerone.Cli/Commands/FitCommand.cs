using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Reports;
using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone fit</c>: data in, a run out.</summary>
internal sealed class FitCommand : CiceroneCommand
{
    private readonly Argument<string> _algorithm = new("algorithm") { Description = "Name of an algorithm; see 'cicerone list algorithms'." };
    private readonly DataOptions _data = new();
    private readonly InputOptions _inputs = new();
    private readonly SettingsOptions _settings = new();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the run.", Required = true, HelpName = "RUN" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint that a stopped fit left beside the run." };
    private readonly Option<bool> _noTimeColumn = new("--no-time-column") { Description = "Leave out the column by time, which costs a second fit." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an earlier run." };

    public FitCommand() : base("fit", "Fits a model, tests it once beside its baselines, and keeps everything in a run folder.",
        "cicerone fit ease --data ratings.csv --out runs/first",
        "cicerone fit ease --data bookshop --set regularisation=100 --out runs/bookshop",
        "cicerone fit faerec --data ratings.csv --item-text items.csv --features text=vectors.npy,ids=ids.txt --out runs/tail",
        "cicerone fit star --data shop --reviews shop/reviews/reviews.jsonl --out runs/star",
        "cicerone fit bpr-mf --data ratings.csv --weights credibility.csv --out runs/weighed",
        "cicerone fit item-knn --split my-split --out runs/knn --overwrite")
    {
        Add(_algorithm);
        foreach (Option option in _data.All) Add(option);
        foreach (Option option in _inputs.All) Add(option);
        foreach (Option option in _settings.All) Add(option);
        Add(_out);
        Add(_overwrite);
        Add(_resume);
        Add(_noTimeColumn);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        Algorithm algorithm = UsageException.Unless(() => Known.Algorithms[call.Value(_algorithm)]);
        IReadOnlyDictionary<string, string> settings = UsageException.Unless(() => algorithm.Complete(_settings.Read(call)));
        string path = call.Value(_out)!;
        RunFolder.CheckVacant(path, call.Value(_overwrite));

        SplitData data = _data.Read(call, byTime: !call.Value(_noTimeColumn) && !_inputs.HasWeights(call));
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        string checkpoint = Path.TrimEndingDirectorySeparator(path) + ".checkpoint";
        using var progress = new ProgressReporter(call.Terminal);
        ExperimentResult result = Fit(call, algorithm, settings, data, checkpoint, progress);
        RunFolder.Write(path, call.Value(_overwrite), result, folder =>
        {
            RunReport.Write(Path.Combine(folder, "report.html"), result, progress.Epochs);
            if (data.Report is { BadRowCount: > 0 } bad) bad.WriteBadRows(Path.Combine(folder, "bad-rows.tsv"));
        });
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
        Print(call, path, result);
        return Task.FromResult(CommandLine.Done);
    }

    private ExperimentResult Fit(Invocation call, Algorithm algorithm, IReadOnlyDictionary<string, string> settings, SplitData data, string checkpoint, ProgressReporter progress)
    {
        var experiment = new Experiment
        {
            Algorithm = algorithm,
            Settings = settings,
            Split = data.Split,
            GlobalTime = data.GlobalTime,
            Items = data.Items,
            Features = _inputs.Features(call, data.Items),
            Reviews = _inputs.Reviews(call, data.Split.Train),
            Weights = _inputs.Weights(call, data.Split.Train),
            Provenance = data.Provenance,
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Fit = new FitContext { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation, CheckpointFolder = checkpoint, Resume = call.Value(_resume) },
            Cache = BaselineCache.OfUser(),
        };
        try
        {
            return experiment.Run();
        }
        catch (OperationCanceledException fault) when (Directory.Exists(checkpoint))
        {
            throw new CiceroneException($"stopped; the same call with --resume goes on from {checkpoint}.", fault);
        }
    }

    private static void Print(Invocation call, string path, ExperimentResult result)
    {
        if (call.Json)
        {
            JsonObject document = result.ToJson();
            document["run"] = path;
            call.Terminal.Document(document);
            return;
        }
        FigureTable.Print(call.Terminal, result);
        call.Terminal.Line($"{path}/report.html shows more; next: cicerone recommend {path} --user {result.Split.Train.Users[0]} --explain");
    }
}
