using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// The baselines that stand in every report: popularity, recent popularity where events have times, item-knn, and ease where
/// its item matrix is affordable.
/// </summary>
public static class Baselines
{
    /// <summary>The most items for which ease is a baseline: its time grows with their cube.</summary>
    public const int MostItemsForEase = 15_000;

    private static readonly AlgorithmTable Algorithms = new(AlgorithmTable.ClosedForm);

    /// <summary>Fits and tests the baselines of a split, or takes them from the cache.</summary>
    /// <param name="split">The data and the rules.</param>
    /// <param name="items">What is known of the items.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    /// <param name="context">Threads, progress and cancellation of the fits.</param>
    /// <param name="cache">Where figures are kept; null computes them anew.</param>
    public static IReadOnlyList<Baseline> Of(Split split, ItemTable items, EvaluationOptions options, FitContext context, BaselineCache? cache)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        string fingerprint = split.Fingerprint();
        return [.. NamesFor(split, items).Select(name => new Baseline(name, Find(name)))];

        EvaluationResult Find(string name)
        {
            string key = BaselineCache.KeyOf(name, fingerprint, items, options);
            if (cache?.Find(key, split.Train.Users) is { } known) return known;
            EvaluationResult result = Test(name, split, items, options, context);
            cache?.Store(key, result, split.Train.Users);
            return result;
        }
    }

    private static IEnumerable<string> NamesFor(Split split, ItemTable items)
    {
        yield return "popularity";
        if (split.Train.HasTimes && Algorithms.All.Any(algorithm => algorithm.Name == "recent-popularity")) yield return "recent-popularity";
        yield return "item-knn";
        if (items.Items.Count <= MostItemsForEase) yield return "ease";
    }

    private static EvaluationResult Test(string name, Split split, ItemTable items, EvaluationOptions options, FitContext context)
    {
        context.Progress?.Report(new FitProgress($"baseline {name}", 0));
        var model = (IRanker)Algorithms[name].Fit(TrainingData.Of(split, items), context with { Progress = null, Processes = null });
        EvaluationResult result = Evaluator.Evaluate(model, Catalogue.Of(split.Train, items), split, SplitPart.Test, options, cancellation: context.Cancellation);
        context.Progress?.Report(new FitProgress($"baseline {name}", 1));
        return result;
    }
}
