using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Reports;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Buckets;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Neural.Training.Processes;

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
    private readonly Option<bool> _stream = new("--stream") { Description = "Learn bucket by bucket from --split, which may be larger than memory, with algorithms that can; the run keeps no data." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an earlier run." };

    public FitCommand() : base("fit", "Fits a model, tests it once beside its baselines, and keeps everything in a run folder.",
        "cicerone fit ease --data ratings.csv --out runs/first",
        "cicerone fit ease --data bookshop --set regularisation=100 --out runs/bookshop",
        "cicerone fit faerec --data ratings.csv --item-text items.csv --features text=vectors.npy,ids=ids.txt --out runs/tail",
        "cicerone fit star --data shop --reviews shop/reviews/reviews.jsonl --out runs/star",
        "cicerone fit bpr-mf --data ratings.csv --weights credibility.csv --out runs/weighed",
        "cicerone fit item-knn --split my-split --out runs/knn --overwrite",
        "cicerone fit sasrec --split by-time --stream --out runs/large",
        "mpirun -n 2 cicerone fit sasrec --data ratings.csv --out runs/together")
    {
        Add(_algorithm);
        foreach (Option option in _data.All) Add(option);
        foreach (Option option in _inputs.All) Add(option);
        foreach (Option option in _settings.All) Add(option);
        Add(_out);
        Add(_overwrite);
        Add(_resume);
        Add(_noTimeColumn);
        Add(_stream);
    }

    protected override bool RunsShared => true;

    protected override Task<int> RunAsync(Invocation call)
    {
        Algorithm algorithm = UsageException.Unless(() => Known.Algorithms[call.Value(_algorithm)]);
        algorithm.CheckShared(MpiGroup.Started);
        IReadOnlyDictionary<string, string> settings = UsageException.Unless(() => algorithm.Complete(_settings.Read(call)));
        string path = call.Value(_out)!;
        RunFolder.CheckVacant(path, call.Value(_overwrite));

        if (call.Value(_stream)) FitStreamed(call, algorithm, settings, path);
        else FitInMemory(call, algorithm, settings, path);
        return Task.FromResult(CommandLine.Done);
    }

    private void FitStreamed(Invocation call, Algorithm algorithm, IReadOnlyDictionary<string, string> settings, string path)
    {
        if (MpiGroup.Started > 1) throw new UsageException("--stream is not shared out to several processes. Start one, without mpirun, or leave out --stream.");
        if (_inputs.All.Any(call.Has)) throw new UsageException($"--stream learns from events alone; leave out {string.Join(", ", _inputs.All.Where(call.Has).Select(option => option.Name))}.");
        if (!algorithm.Streams) throw new UsageException($"{algorithm.Name} needs all training events at once. With --stream there are {string.Join(", ", Known.Algorithms.All.Where(known => known.Streams).Select(known => known.Name))}.");
        (SplitBuckets split, string name) = _data.OpenStreamed(call);
        string checkpoint = CheckpointOf(path);
        using var progress = new ProgressReporter(call.Terminal);
        var experiment = new StreamedExperiment
        {
            Algorithm = algorithm,
            Settings = settings,
            Split = split,
            Name = name,
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Fit = ContextOf(call, progress, checkpoint),
        };
        StreamedResult result = Resumable(experiment.Run, checkpoint);
        RunFolder.Write(path, call.Value(_overwrite), result);
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
        if (call.Json)
        {
            Tell(call, path, result.ToJson());
            return;
        }
        call.Terminal.Line($"{name}: {split.TrainingPeople:N0} people with training events, {split.Items.Items.Count:N0} items, {split.TrainingEvents:N0} training events in {split.Count:N0} buckets; {split.Protocol}, {result.Test.PeopleCount:N0} people tested, all items ranked.");
        FigureTable.Print(call.Terminal, $"{algorithm.Name} (this run)", result.Test.Means, [("popularity", result.Popularity.Figures)]);
        call.Terminal.Line($"The run keeps no data; next: cicerone evaluate {path} --split FOLDER --stream, cicerone recommend {path} --history {split.Items.Items[0]}");
    }

    private void FitInMemory(Invocation call, Algorithm algorithm, IReadOnlyDictionary<string, string> settings, string path)
    {
        SplitData data = _data.Read(call, byTime: !call.Value(_noTimeColumn) && !_inputs.HasWeights(call));
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        string checkpoint = CheckpointOf(path);
        using var progress = new ProgressReporter(call.Terminal);
        MpiGroup? group = MpiGroup.Join();
        if (group is not null) call.Terminal.Remark($"{group.Count} processes train together; should one die, the same call with --resume goes on from {checkpoint}.");
        ExperimentResult? result = Fit(call, algorithm, settings, data, checkpoint, progress, group);
        if (group is not null) MpiGroup.Leave();
        if (result is null) return;
        RunFolder.Write(path, call.Value(_overwrite), result, folder =>
        {
            RunReport.Write(Path.Combine(folder, RunFolder.ReportFile), result, progress.Epochs);
            if (data.Report is { BadRowCount: > 0 } bad) bad.WriteBadRows(Path.Combine(folder, "bad-rows.tsv"));
        });
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
        Print(call, path, result);
    }

    /// <summary>Fits and tests; null in a process that only takes its share of the fit.</summary>
    private ExperimentResult? Fit(Invocation call, Algorithm algorithm, IReadOnlyDictionary<string, string> settings, SplitData data, string checkpoint, ProgressReporter progress, MpiGroup? group)
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
            Fit = ContextOf(call, progress, checkpoint) with { Processes = group },
            Cache = BaselineCache.OfUser(),
        };
        return Resumable(() => RunOrTakePart(experiment, group), checkpoint);
    }

    private static ExperimentResult? RunOrTakePart(Experiment experiment, MpiGroup? group)
    {
        if (group is null or { Rank: 0 }) return experiment.Run();
        experiment.TakePart();
        return null;
    }

    private static string CheckpointOf(string path) => Path.TrimEndingDirectorySeparator(path) + ".checkpoint";

    private FitContext ContextOf(Invocation call, ProgressReporter progress, string checkpoint) =>
        new() { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation, CheckpointFolder = checkpoint, Resume = call.Value(_resume) };

    private static T Resumable<T>(Func<T> run, string checkpoint)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException fault) when (Directory.Exists(checkpoint))
        {
            throw new CiceroneException($"stopped; the same call with --resume goes on from {checkpoint}.", fault);
        }
    }

    private static void Tell(Invocation call, string path, JsonObject figures)
    {
        figures["run"] = path;
        call.Terminal.Document(figures);
    }

    private static void Print(Invocation call, string path, ExperimentResult result)
    {
        if (call.Json)
        {
            Tell(call, path, result.ToJson());
            return;
        }
        FigureTable.Print(call.Terminal, result);
        call.Terminal.Line($"{path}/{RunFolder.ReportFile} shows more; next: cicerone recommend {path} --user {result.Split.Train.Users[0]} --explain");
    }
}
