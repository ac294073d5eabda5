using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;

namespace Cicerone.Cli.Commands;

/// <summary>The figures of a model beside its baselines.</summary>
internal static class FigureTable
{
    private const string MainKey = "ndcg@10";
    private static readonly string[] Keys = ["ndcg@10", "recall@10", "hr@10", "mrr@10", "ndcg@20", "recall@20"];
    private static readonly string[] SliceKeys = ["ndcg@20", "hr@20"];

    /// <summary>Prints the figures of an experiment.</summary>
    public static void Print(Terminal terminal, ExperimentResult result)
    {
        terminal.Line($"{result.Provenance.Name}: {result.Split.Train.Users.Count:N0} people, {result.Split.Train.Items.Count:N0} items, "
            + $"{result.Split.Train.Count:N0} training events; {result.Split.Protocol}, {result.Test.People.Count:N0} people tested, all items ranked.");
        Print(terminal, $"{result.Card.Algorithm} (this run)", result.Test.Means, result.Baselines.Select(Told));
        if (result.Column.Differences.FirstOrDefault(one => one.Key == MainKey) is { } difference) terminal.Line($"Against the best baseline: {Told(difference)}");
        if (result.GlobalTime is { } column)
            terminal.Line($"The same by time, {column.Split.Protocol}; {column.Test.WithoutHistory:N0} of {column.Test.People.Count:N0} tested people have no history: {MainKey} {column.Test.Means[MainKey]:0.0000}; "
                + $"{string.Join(", ", column.Baselines.Select(baseline => $"{baseline.Algorithm} {baseline.Test[MainKey]:0.0000}"))}.");
    }

    /// <summary>A difference in a sentence: it is called one only when its interval excludes zero.</summary>
    public static string Told(Difference difference) =>
        $"{difference.Of} − {difference.Against}, {difference.Key}: {difference.Mean:+0.0000;-0.0000;0.0000} ({difference.Interval.Low:+0.0000;-0.0000;0.0000} to {difference.Interval.High:+0.0000;-0.0000;0.0000}): {difference.Verdict}.";

    /// <summary>Prints one model's figures and its baselines'.</summary>
    public static void Print(Terminal terminal, string name, IReadOnlyDictionary<string, double> means, IEnumerable<(string Name, IReadOnlyDictionary<string, double> Figures)> baselines) =>
        terminal.Table(["test", .. Keys.Select(key => "#" + key)],
        [
            Row(name, means),
            .. baselines.Select(baseline => Row($"baseline {baseline.Name}", baseline.Figures)),
        ]);

    /// <summary>Prints figures by how often items were chosen in training: head, tail, cold, and by counts.</summary>
    public static void PrintSlices(Terminal terminal, EvaluationSummary result)
    {
        string[] keys = [.. SliceKeys.Where(key => result.Means.ContainsKey($"{key}/head"))];
        terminal.Table(["training events of the answer", "#items", "#people", .. keys.Select(key => "#" + key)],
            result.Slices.Concat(result.Bins).Select(slice => (string[])[slice.Name, $"{slice.Items:N0}", $"{slice.People:N0}", .. keys.Select(key => Told(result.Means[$"{key}/{slice.Name}"]))]));
    }

    private static (string Name, IReadOnlyDictionary<string, double> Figures) Told(Baseline baseline) => (baseline.Algorithm, baseline.Test);

    private static string Told(double figure) => double.IsFinite(figure) ? figure.ToString("0.0000") : "";

    private static string[] Row(string name, IReadOnlyDictionary<string, double> means) => [name, .. Keys.Select(key => means[key].ToString("0.0000"))];
}
