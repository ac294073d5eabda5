using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Evaluation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone compare</c>: runs of one split against each other, person by person.</summary>
internal sealed class CompareCommand : CiceroneCommand
{
    private readonly Argument<string[]> _runs = new("runs") { Description = "Folders of two runs or more, made on the same split.", Arity = new ArgumentArity(2, 50) };
    private readonly Option<string[]> _metrics = new("--metrics") { Description = "The figures to compare.", DefaultValueFactory = _ => ["ndcg@10"], AllowMultipleArgumentsPerToken = true, HelpName = "KEY" };

    public CompareCommand() : base("compare", "Compares runs of one split: every pair, with intervals by paired bootstrap and tests corrected for their number.",
        "cicerone compare runs/ease runs/knn", "cicerone compare runs/a runs/b runs/c --metrics ndcg@20 recall@20 --json")
    {
        Add(_runs);
        Add(_metrics);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        var comparison = new Comparison([.. call.Value(_runs).Select(Result)]) { Seed = call.Seed, Threads = call.Threads };
        IReadOnlyList<Difference> differences = UsageException.Unless(() => comparison.By(call.Value(_metrics)!));
        if (call.Json) call.Terminal.Document(new JsonArray([.. differences.Select(difference => difference.ToJson())]));
        else
            call.Terminal.Table(["figure", "of", "against", "#difference", "#from", "#to", "#t-test", "#Wilcoxon", "verdict"], differences.Select(Row));
        return Task.FromResult(CommandLine.Done);
    }

    private static KeyValuePair<string, EvaluationResult> Result(string path)
    {
        RunFolder run = RunFolder.Open(path, Known.Algorithms);
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), run.ReadTest(run.ReadSplit()));
    }

    private static string[] Row(Difference one) =>
    [
        one.Key, one.Of, one.Against, $"{one.Mean:+0.0000;-0.0000;0.0000}", $"{one.Interval.Low:+0.0000;-0.0000;0.0000}", $"{one.Interval.High:+0.0000;-0.0000;0.0000}",
        $"{one.TTest:0.0000}", $"{one.Wilcoxon:0.0000}", one.Verdict,
    ];
}
