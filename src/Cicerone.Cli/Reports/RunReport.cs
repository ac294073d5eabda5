using Cicerone.Evaluation;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Metrics;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Cli.Reports;

/// <summary>The <see cref="RunFolder.ReportFile"/> of a run: one self-contained file with figures, plots and all that decides them.</summary>
internal static class RunReport
{
    /// <summary>Writes the report of an experiment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">What was found.</param>
    /// <param name="epochs">How training went, with the stage of each epoch; empty for what is not trained in epochs.</param>
    /// <param name="forgotten">What was forgotten in the run last; null where nobody was.</param>
    public static void Write(string path, ExperimentResult result, IReadOnlyList<(string Stage, EpochReport Report)> epochs, ForgetReceipt? forgotten = null) => File.WriteAllText(path, Page(result, epochs, forgotten));

    private static string Page(ExperimentResult result, IReadOnlyList<(string Stage, EpochReport Report)> epochs, ForgetReceipt? forgotten) => Html.Page($"{result.Card.Algorithm} on {result.Provenance.Name}", $"""
        <p>Tested once on {result.Test.People.Count:N0} people, every one of the {result.Test.Candidates:N0} candidates ranked for each.
        Figures are means over people.</p>
        {Figures(result.Column, result.Card.Algorithm, AccuracyKeys(result))}
        <figure>{Plots.ByCutoff(result, "ndcg")}<figcaption>NDCG at each cutoff, beside the baselines.</figcaption></figure>
        <figure>{Plots.ByCutoff(result, "recall")}<figcaption>Recall at each cutoff, beside the baselines.</figcaption></figure>
        <figure>{Plots.People(result)}<figcaption>How well single people are served: a mean hides them.</figcaption></figure>
        {Training(epochs)}
        {(forgotten is null ? "" : ForgettingSection.Of(forgotten))}
        <h2>Is it better than the best baseline?</h2>
        <p>Intervals hold {PairedBootstrap.Level:P0} of {PairedBootstrap.Resamples:N0} resamples of the people, each their own control. A difference is
        called a difference only when its interval excludes zero.</p>
        {Differences(result.Column.Differences)}
        {ByTime(result)}
        <h2>Much-chosen, little-chosen and new items</h2>
        {Slices(result)}
        <h2>What the lists are like</h2>
        {Figures(result.Column, result.Card.Algorithm, ListKeys(result))}
        <h2>What decides the figures</h2>
        {Facts(result)}
        <h2>Definitions</h2>
        {Html.Table(["name", "definition"], result.Test.Definitions.Select(definition => new[] { definition.Key, definition.Value }))}
        """);

    private static string Training(IReadOnlyList<(string Stage, EpochReport Report)> epochs) => epochs.Count == 0 ? "" : $"""
        <h2>How training went</h2>
        <figure>{Plots.Epochs(epochs, epoch => epoch.Loss, "mean loss")}<figcaption>Loss by epoch.</figcaption></figure>
        <figure>{Plots.Epochs(epochs, epoch => epoch.Validation, epochs[0].Report.Metric)}<figcaption>The watched figure on validation: the weights of the best epoch are kept.</figcaption></figure>
        {Watched([.. epochs.Select(epoch => epoch.Report).Where(epoch => epoch.Figures.Count > 0)])}
        """;

    /// <summary>What else the algorithm told of its epochs: at first, in the best epoch, and at last.</summary>
    private static string Watched(IReadOnlyList<EpochReport> epochs)
    {
        if (epochs.Count == 0) return "";
        EpochReport best = epochs.LastOrDefault(epoch => epoch.Epoch == epochs[^1].BestEpoch, epochs[^1]);
        return Html.Numbers([$"epoch {epochs[0].Epoch}", $"epoch {best.Epoch}, the best", $"epoch {epochs[^1].Epoch}, the last"],
            epochs.SelectMany(epoch => epoch.Figures.Keys).Distinct().Order(StringComparer.Ordinal).Select(name => (name, new[] { epochs[0], best, epochs[^1] }.Select(epoch => Told(epoch.Figures, name)).ToArray())));
    }

    private static string[] AccuracyKeys(ExperimentResult result) =>
        [.. RankingMetric.All.SelectMany(_ => result.Options.Cutoffs, (metric, k) => metric.At(k)).Where(result.Test.Means.ContainsKey)];

    private static string[] ListKeys(ExperimentResult result) =>
        [.. result.Test.Figures.Keys.Except(AccuracyKeys(result)).Where(key => !key.Contains('/', StringComparison.Ordinal))];

    /// <summary>A row a model, a column a figure.</summary>
    private static string Figures(ExperimentColumn column, string algorithm, string[] keys)
    {
        var rows = new List<(string Name, IReadOnlyDictionary<string, double> Figures)> { ($"{algorithm}, test", column.Test.Figures) };
        if (column.Validation is { } validation) rows.Add(($"{algorithm}, validation", validation.Figures));
        rows.AddRange(column.Baselines.Select(baseline => ($"baseline {baseline.Algorithm}, test", baseline.Test)));
        rows.RemoveAll(row => !keys.Any(row.Figures.ContainsKey));
        return Html.Numbers(keys, rows.Select(row => (row.Name, keys.Select(key => Told(row.Figures, key)).ToArray())), first: true);
    }

    private static string Told(IReadOnlyDictionary<string, double> figures, string key) =>
        figures.TryGetValue(key, out double figure) && double.IsFinite(figure) ? Math.Abs(figure) < 100 ? $"{figure:0.0000}" : $"{figure:N1}" : "";

    private static string Differences(IReadOnlyList<Difference> differences) =>
        Html.Numbers(["against", "difference", "from", "to", "verdict"], differences.Select(one => (one.Key,
            new[] { one.Against, $"{one.Mean:+0.0000;-0.0000;0.0000}", $"{one.Interval.Low:+0.0000;-0.0000;0.0000}", $"{one.Interval.High:+0.0000;-0.0000;0.0000}", one.Verdict })));

    private static string ByTime(ExperimentResult result) => result.GlobalTime is not { } column ? "" : $"""
        <h2>The same algorithm, judged by time</h2>
        <p>Fitted anew on what lies before one moment and tested on what follows, as in use: {Html.Escape(column.Split.Protocol)};
        {column.Test.People.Count:N0} people tested, {column.Test.WithoutHistory:N0} of them with an empty history.</p>
        {Figures(column, result.Card.Algorithm, AccuracyKeys(result))}
        """;

    private static string Slices(ExperimentResult result)
    {
        string key = $"ndcg@{result.Options.Cutoffs[^1]}";
        string[] columns = ["items", "answers", "people", $"{key}, {result.Card.Algorithm}", .. result.Baselines.Select(baseline => $"baseline {baseline.Algorithm}")];
        return Html.Numbers(columns, result.Test.Slices.Concat(result.Test.Bins).Select(slice => (slice.Name, (string[])
        [
            $"{slice.Items:N0}", $"{slice.Answers:N0}", $"{slice.People:N0}", Told(result.Test.Figures, $"{key}/{slice.Name}"),
            .. result.Baselines.Select(baseline => Told(baseline.Test, $"{key}/{slice.Name}")),
        ])));
    }

    private static string Facts(ExperimentResult result)
    {
        SplitRules rules = result.Split.Rules;
        return Html.Table(["", ""],
        [
            ["Data", $"{result.Provenance.Name}: {result.Split.Train.Users.Count:N0} people, {result.Split.Train.Items.Count:N0} items"],
            ["SHA-256", result.Provenance.Sha256.Length == 0 ? "made in memory" : result.Provenance.Sha256],
            ["Bad rows left out", $"{result.Provenance.BadRows:N0}"],
            ["Protocol", result.Split.Protocol],
            ["Events", $"{result.Split.Train.Count:N0} train, {result.Split.Valid.Count:N0} validation, {result.Split.Test.Count:N0} test, {result.Split.FoldIn.Count:N0} fold-in, {result.Split.LeftOut.Count:N0} left out"],
            ["History when tested", string.Join(", ", rules.History).ToLowerInvariant()],
            ["Masked when tested", string.Join(", ", rules.Mask).ToLowerInvariant()],
            ["People tested without history", $"{result.Test.WithoutHistory:N0}"],
            ["Test answers that are masked or no candidates", $"{result.Test.Unreachable:N0} (no model can find them)"],
            ["Ranking", $"full: {result.Test.Candidates:N0} candidates"],
            ["Ties", "higher score first, then a seeded hash of the item's id, drawn for each query"],
            ["Split fingerprint", result.Card.ProtocolFingerprint],
            ["Options", string.Join(", ", result.Card.Options.Select(option => $"{option.Key}={option.Value}"))],
            ["Seed", $"{result.Card.Seed}"],
            ["Time", $"fit {result.FitTime.TotalSeconds:0.00} s, test {result.TestTime.TotalSeconds:0.00} s"],
            ["Version", $"Cicerone {result.Card.Version}"],
        ]);
    }
}
