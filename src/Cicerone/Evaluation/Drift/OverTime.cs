using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Drift;

/// <summary>
/// A model that was fitted once, judged period after period as time goes on: all candidates ranked for everyone who chose something in the period,
/// from what they had chosen before it. Beside it popularity as it was when the model was fitted, and recent popularity learned anew each period.
/// </summary>
public static class OverTime
{
    /// <summary>The figures that are told.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["hr@10", "ndcg@10"];

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="catalogue">Its items.</param>
    /// <param name="log">All events, with times, over the model's items or more.</param>
    /// <param name="from">The first moment that is judged: none before which the model has learned from, in Unix milliseconds.</param>
    /// <param name="period">How long a period is.</param>
    /// <param name="options">Threads and seed.</param>
    /// <param name="progress">Told the share of periods done.</param>
    /// <param name="cancellation">Stops the judging.</param>
    /// <returns>The periods in which somebody chose something, oldest first.</returns>
    /// <exception cref="CiceroneException">There are no times, or nothing lies before or after the first moment.</exception>
    public static IReadOnlyList<PeriodFigures> Judge(IRanker model, string name, Catalogue catalogue, InteractionLog log, long from, TimeSpan period, EvaluationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(options);
        Periods.Of(log, period); // its checks
        int[] order = [.. Enumerable.Range(0, log.Count).OrderBy(row => log.Time[row])];
        log = log.Select(order);
        int first = Before(log, from, 0);
        if (first == 0 || first == log.Count) throw new CiceroneException($"Figures over time need events before and after the first moment that is judged, and there are {first:N0} before and {log.Count - first:N0} after it.");
        if (name is "popularity" or "recent-popularity") name = $"{name} (this run)"; // told apart from the baseline of its name
        options = options with { Cutoffs = [10], Detailed = false };
        AlgorithmTable baselines = new(AlgorithmTable.ClosedForm);
        var popularity = (IRanker)baselines["popularity"].Fit(new TrainingData(Rows(log, 0, first), catalogue.Items), new FitContext());
        var figures = new List<PeriodFigures>();
        long length = (long)period.TotalMilliseconds, last = log.Time[^1];
        for (long start = from; start <= last; start += length)
        {
            int begin = Before(log, start, first), end = Before(log, start + length, begin);
            if (begin == end) continue;
            InteractionLog now = Rows(log, begin, end);
            bool[] come = new bool[log.Users.Count];
            foreach (int person in now.User) come[person] = true;
            var split = new Split("over-time", log.Select([]), log.Select([]), now, SplitRules.FoldedIn) { FoldIn = log.Select([.. Enumerable.Range(0, begin).Where(row => come[log.User[row]])]) };
            var recent = (IRanker)baselines["recent-popularity"].Fit(new TrainingData(Rows(log, 0, begin), catalogue.Items), new FitContext());
            (string Name, IRanker Ranker)[] judged = [(name, model), ("popularity", popularity), ("recent-popularity", recent)];
            var results = judged.ToDictionary(one => one.Name, one => Evaluator.Evaluate(one.Ranker, catalogue, split, SplitPart.Test, options, cancellation: cancellation));
            EvaluationResult watched = results[name];
            IReadOnlyList<double> hits = watched.PerPerson("hr@10");
            figures.Add(new PeriodFigures(start, watched.People.Count,
                results.ToDictionary(one => one.Key, IReadOnlyDictionary<string, double> (one) => Keys.ToDictionary(key => key, key => one.Value.Means[key])),
                [.. Enumerable.Range(0, hits.Count).OrderBy(place => RandomSource.Mix(options.Seed ^ RandomSource.Hash(log.Users[watched.People[place]]))).Select(place => hits[place])]));
            progress?.Report((double)(start - from + length) / (last - from + length));
        }
        return figures;
    }

    private static int Before(InteractionLog log, long time, int at)
    {
        while (at < log.Count && log.Time[at] < time) at++;
        return at;
    }

    private static InteractionLog Rows(InteractionLog log, int from, int to) => log.Select([.. Enumerable.Range(from, to - from)]);
}
