using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Drift;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary><c>--over-time</c>: a run's model watched period by period after the moment it was fitted.</summary>
internal sealed class OverTimeOptions
{
    private readonly Option<bool> _overTime = new("--over-time") { Description = "Judge the run's model period by period after its training events, with alarms that see the past alone." };
    private readonly Option<string?> _category = new("--category") { Description = "With --over-time: the column of the items whose demand is forecast and watched, such as genre.", HelpName = "COLUMN" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = $"With --over-time, an option of the watch; may be repeated: {string.Join("; ", OptionsBinder.Describe(new DriftOptions()).Select(option => $"{option.Name} ({option.Default})"))}.",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = true,
    };

    public IEnumerable<Option> All => [_overTime, _category, _set];

    /// <summary>Whether it was asked for.</summary>
    /// <exception cref="UsageException">What belongs to it was typed without it.</exception>
    public bool Wanted(Invocation call)
    {
        bool wanted = call.Value(_overTime);
        if (!wanted && (call.Has(_category) || call.Has(_set))) throw new UsageException("--category and --set belong to --over-time; add it.");
        return wanted;
    }

    /// <summary>Watches the run's model over its own data, and prints what was found.</summary>
    public void Run(Invocation call, RunFolder run)
    {
        DriftOptions options = UsageException.Unless(() => OptionsBinder.Bind<DriftOptions>(SettingsOptions.Pairs("--set", call.Value(_set) ?? []), "over-time"));
        Split split = run.ReadSplit();
        InteractionLog log = InteractionLog.Concat(split.Train, split.Valid, split.Test);
        long from = FirstUnseen(split);
        using var progress = new ProgressReporter(call.Terminal);
        DriftReport report = DriftReport.Of(run.Model.Model, run.Model.Card.Algorithm, run.Model.Catalogue, log, from, call.Value(_category), options,
            new EvaluationOptions { Seed = call.Seed, Threads = call.Threads }, progress.Stage("over time"), call.Cancellation);
        if (call.Json) call.Terminal.Document(DriftDocument.Of(report, options));
        else Print(call.Terminal, report, run.Model.Card.Algorithm);
    }

    /// <summary>The moment after the last training event; a model that has learned from what it is judged on cannot be watched.</summary>
    private static long FirstUnseen(Split split)
    {
        if (!split.Train.HasTimes) throw new CiceroneException("Figures over time need events with times, and this run's data have none.");
        long last = split.Train.Time.ToArray().Max(), first = long.MaxValue;
        foreach (SplitPart part in (SplitPart[])[SplitPart.Valid, SplitPart.Test])
            foreach (long time in split[part].Time) first = Math.Min(first, time);
        return first > last ? first
            : throw new CiceroneException($"This run was split by {split.Protocol}, so that its model has learned from events as late as those it would be judged on. Fit it by time: cicerone fit … --protocol \"global-time(validation=0, test=0.5)\".");
    }

    private static void Print(Terminal terminal, DriftReport report, string model)
    {
        string[] models = [.. report.Periods[0].Means.Keys];
        terminal.Line($"{model}, fitted once, judged from {Day(report.From)} on over {report.Periods.Count} periods; recent-popularity is learned anew each period.");
        terminal.Table(["from", "#people", .. models.SelectMany(_ => OverTime.Keys, (name, key) => $"#{name} {key}")],
            report.Periods.Select(period => (string[])[Day(period.Start), $"{period.People:N0}", .. models.SelectMany(_ => OverTime.Keys, (name, key) => $"{period.Means[name][key]:0.0000}")]));
        if (report.Demand is { } demand)
        {
            terminal.Line($"Demand in {demand.Demand.Categories.Count} categories; the forecast is learned from the first {demand.Learned} periods. JKGE_ss of shares, medians over categories:");
            terminal.Table(["periods", "forecast", "#JKGE_ss", "#10 %", "#level", "#variability", "#timing"], DriftDocument.Blocks(demand).SelectMany(block => demand.Score(block.From, block.To).Select(score =>
                (string[])[$"{Day(demand.Demand.Starts[block.From])} on, {block.To - block.From}", score.Name, Told(score.Median), Told(score.Tenth), Told(score.Level), Told(score.Variability), Told(score.Timing)])));
        }
        foreach (DriftFinding finding in DriftDocument.Findings(report))
            terminal.Line($"Alarm on {finding.Watches}: {(finding.FiredAt is { } moment ? $"fired on {Day(moment)}" : "silent")}; false alarms at most {finding.FalseAlarms:0.##%}, as long as {finding.Told}.");
        terminal.Line(DriftReport.Meaning);
    }

    private static string Told(double figure) => double.IsFinite(figure) ? $"{figure:0.000}" : "";

    private static string Day(long moment) => $"{DateTimeOffset.FromUnixTimeMilliseconds(moment).UtcDateTime:yyyy-MM-dd}";
}
