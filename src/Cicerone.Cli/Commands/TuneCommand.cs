using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Reports;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Tuning;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone tune</c>: the settings that earn most on validation, within a budget of trials.</summary>
internal sealed class TuneCommand : CiceroneCommand
{
    private static readonly ISearchMethod[] Methods = [new ParzenSearch(), new RandomSearch()];

    private readonly Argument<string> _algorithm = new("algorithm") { Description = "Name of an algorithm; see 'cicerone list algorithms'." };
    private readonly DataOptions _data = new();
    private readonly FeatureOptions _features = new();
    private readonly SettingsOptions _settings = new();
    private readonly Option<string[]> _search = new("--search") { Description = "An option to vary and where: LOW..HIGH, LOW..HIGH log, or A|B. Without any, those that say themselves where.", HelpName = "name=RANGE" };
    private readonly Option<int> _trials = GlobalOptions.Positive(new Option<int>("--trials") { Description = "How many settings are tried.", DefaultValueFactory = _ => 20 });
    private readonly Option<string> _method = new("--method") { Description = string.Join(" or ", Methods.Select(method => method.Name)), DefaultValueFactory = _ => Methods[0].Name };
    private readonly Option<string> _metric = new("--metric") { Description = "The figure to raise, on validation.", DefaultValueFactory = _ => "ndcg@10", HelpName = "KEY" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the trials; the same folder goes on where a search was stopped.", Required = true, HelpName = "FOLDER" };

    public TuneCommand() : base("tune", "Searches settings on validation only, within a budget; what is found is a recipe for 'cicerone fit'. Stopped, it goes on with the same call.",
        "cicerone tune ease --data ratings.csv --trials 15 --out runs/tune",
        "cicerone tune item-knn --split my-split --search \"neighbours=10..500 log\" --method random --out runs/tune-knn")
    {
        Add(_algorithm);
        foreach (Option option in _data.All) Add(option);
        Add(_features.Option);
        foreach (Option option in _settings.All) Add(option);
        Add(_search);
        Add(_trials);
        _method.AcceptOnlyFromAmong([.. Methods.Select(method => method.Name)]);
        Add(_method);
        Add(_metric);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        Algorithm algorithm = UsageException.Unless(() => Known.Algorithms[call.Value(_algorithm)]);
        Dictionary<string, string> settings = _settings.Read(call);
        SearchSpace space = UsageException.Unless(() => SearchSpace.Of(algorithm, SettingsOptions.Pairs("--search", call.Value(_search) ?? [])));
        SplitData data = _data.Read(call);
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        string folder = Directory.CreateDirectory(call.Value(_out)!).FullName;
        SearchResult result = UsageException.Unless(() => new Search
        {
            Algorithm = algorithm,
            Settings = settings,
            Space = space,
            Split = data.Split,
            Items = data.Items,
            Features = _features.Read(call, data.Items),
            Metric = call.Value(_metric)!,
            Trials = call.Value(_trials),
            Method = Methods.Single(method => method.Name == call.Value(_method)),
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Fit = new FitContext { Seed = call.Seed, Threads = call.Threads, Cancellation = call.Cancellation },
            Journal = Path.Combine(folder, "trials.jsonl"),
            Progress = new TrialLines(call),
        }).Run();
        Write(folder, result, settings);
        Print(call, folder, result);
        return Task.FromResult(result.Best is null ? CommandLine.Failed : CommandLine.Done);
    }

    /// <summary>The table of trials, their plot, and the best settings as a recipe.</summary>
    private static void Write(string folder, SearchResult result, Dictionary<string, string> settings)
    {
        File.WriteAllText(Path.Combine(folder, "tune.html"), SearchReport.Page(result));
        if (result.Best is not { } best) return;
        var recipe = new JsonObject(settings.Concat(best.Settings).Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Key, setting.Value)));
        File.WriteAllText(Path.Combine(folder, "recipe.json"), recipe.ToJsonString() + "\n");
    }

    private static void Print(Invocation call, string folder, SearchResult result)
    {
        if (call.Json)
        {
            call.Terminal.Document(result.ToJson());
            return;
        }
        if (result.Best is not { } best) call.Terminal.Line($"Every fit was refused; {folder}/tune.html says why.");
        else
            call.Terminal.Line($"Best of {result.Trials.Count} trials, {result.Metric} {best.Figure:0.0000} on validation: {Told(best)}\n"
                + $"{folder}/tune.html shows all; next: cicerone fit {result.Algorithm} --recipe {folder}/recipe.json …");
    }

    private static string Told(Trial trial) => string.Join(", ", trial.Settings.Select(setting => $"{setting.Key}={setting.Value}"));

    private sealed class TrialLines(Invocation call) : IProgress<Trial>
    {
        public void Report(Trial value) =>
            call.Terminal.Remark($"trial {value.Number + 1}: {(value.Figure is { } figure ? $"{figure:0.0000}" : value.Fault)}  ({Told(value)}; {value.Seconds:0.0} s)");
    }
}
