using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Files;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Models;

namespace Cicerone.Cli.Commands.Statements;

/// <summary><c>cicerone statements evaluate</c>: rankers of statements on the tested reviews.</summary>
internal sealed class StatementsEvaluateCommand : CiceroneCommand
{
    private const string Report = "evaluation.json";
    private static readonly string[] Shown = ["ndcg@10", "precision@5", "recall@10", "hr@10"];
    private readonly Argument<string> _folder = StatementsArgument.Make();
    private readonly Option<string[]> _methods = new("--methods") { Description = $"Which rankers: {string.Join(", ", StatementMethods.Compared)}; all when left out.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    public StatementsEvaluateCommand() : base("evaluate", "Tests rankers of statements on each person's last review: among all statements and among those of the item, with clean candidates and as the reference takes them.",
        "cicerone statements evaluate statements",
        "cicerone statements evaluate statements --methods user-pop exp-gcn --json")
    {
        Add(_folder);
        Add(_methods);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        (StatementFolder folder, StatementCorpus corpus) = StatementsArgument.Read(call.Value(_folder), StatementFolder.Merged);
        string[] methods = call.Value(_methods) is { Length: > 0 } typed ? typed : [.. StatementMethods.Compared];
        foreach (string method in methods)
            if (!StatementMethods.Compared.Contains(method)) throw new UsageException(CiceroneException.UnknownName("method of ranking statements", method, StatementMethods.Compared).Message);
        using var progress = new ProgressReporter(call.Terminal);
        var report = StatementReport.Of(corpus, folder.ReadSplit(corpus), methods, new FitContext { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation });
        JsonObject document = report.ToJson();
        File.WriteAllText(Path.Combine(folder.Path, Report), document.ToJsonString() + "\n");
        if (call.Json) call.Terminal.Document(document);
        else Print(call.Terminal, report);
        return Task.FromResult(CommandLine.Done);
    }

    private static void Print(Terminal terminal, StatementReport report)
    {
        foreach (StatementSetting setting in StatementSetting.All)
        {
            var rows = report.Rows.Where(row => row.Setting == setting).ToArray();
            StatementEvaluation first = rows[0].Figures;
            terminal.Line($"{setting.Name}: {first.Scored:N0} of {first.Queries:N0} reviews scored, {first.Coverage:0.0%} of their statements among {first.MeanCandidates:N1} candidates on the mean; the better probe of leaks gains {report.Leak(setting):0.0000}.");
            terminal.Table(["method", .. Shown.Select(key => "#" + key)], rows.Select(row => (string[])[StatementMethods.IsProbe(row.Method) ? $"probe {row.Method}" : row.Method, .. Shown.Select(key => $"{row.Figures.Result.Means[key]:0.0000}")]));
            IReadOnlyList<(Difference Difference, Metrics.Significance.PairedEffect Effect)> differences = report.Compare(setting);
            if (setting.IsClean && differences.Count > 0)
                terminal.Table(["ndcg@10", "#difference", "95 % interval", "#Wilcoxon, corrected", "#Cohen’s d", "#Cliff’s δ"], differences.Select(one => (string[])
                [
                    $"{one.Difference.Of} − {one.Difference.Against}", $"{one.Difference.Mean:+0.0000;-0.0000}", $"{one.Difference.Interval.Low:+0.0000;-0.0000} to {one.Difference.Interval.High:+0.0000;-0.0000}",
                    $"{one.Difference.Wilcoxon:0.0000}", $"{one.Effect.CohenD:0.00}", $"{one.Effect.CliffDelta:0.00}",
                ]));
        }
    }
}
