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
    private readonly SettingsOptions _settings = new();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the run.", Required = true, HelpName = "RUN" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an earlier run." };

    public FitCommand() : base("fit", "Fits a model, tests it once beside its baselines, and keeps everything in a run folder.",
        "cicerone fit ease --data ratings.csv --out runs/first",
        "cicerone fit ease --data bookshop --set regularisation=100 --out runs/bookshop",
        "cicerone fit item-knn --split my-split --out runs/knn --overwrite")
    {
        Add(_algorithm);
        foreach (Option option in _data.All) Add(option);
        foreach (Option option in _settings.All) Add(option);
        Add(_out);
        Add(_overwrite);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        Algorithm algorithm = UsageException.Unless(() => Known.Algorithms[call.Value(_algorithm)]);
        IReadOnlyDictionary<string, string> settings = UsageException.Unless(() => algorithm.Complete(_settings.Read(call)));
        string path = call.Value(_out)!;
        RunFolder.CheckVacant(path, call.Value(_overwrite));

        SplitData data = _data.Read(call, byTime: true);
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        ExperimentResult result = Fit(call, algorithm, settings, data);
        RunFolder.Write(path, call.Value(_overwrite), result, folder =>
        {
            RunReport.Write(Path.Combine(folder, "report.html"), result);
            if (data.Report is { BadRowCount: > 0 } bad) bad.WriteBadRows(Path.Combine(folder, "bad-rows.tsv"));
        });
        Print(call, path, result);
        return Task.FromResult(CommandLine.Done);
    }

    private static ExperimentResult Fit(Invocation call, Algorithm algorithm, IReadOnlyDictionary<string, string> settings, SplitData data)
    {
        using var progress = new ProgressReporter(call.Terminal);
        return new Experiment
        {
            Algorithm = algorithm,
            Settings = settings,
            Split = data.Split,
            GlobalTime = data.GlobalTime,
            Items = data.Items,
            Provenance = data.Provenance,
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Fit = new FitContext { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation },
            Cache = BaselineCache.OfUser(),
        }.Run();
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
