using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>The baselines that stand in every report: popularity, item-knn, and ease where its item matrix is affordable.</summary>
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
        string key = BaselineCache.KeyOf(split, options);
        if (cache?.Find(key) is { } known) return known;

        string[] names = items.Items.Count <= MostItemsForEase ? ["popularity", "item-knn", "ease"] : ["popularity", "item-knn"];
        Baseline[] baselines = [.. names.Select(name => Test(name, split, items, options, context))];
        cache?.Store(key, baselines);
        return baselines;
    }

    private static Baseline Test(string name, Split split, ItemTable items, EvaluationOptions options, FitContext context)
    {
        context.Progress?.Report(new FitProgress($"baseline {name}", 0));
        var model = (IRanker)Algorithms[name].Fit(new TrainingData(split.Train, items, split.Valid), context with { Progress = null });
        EvaluationResult result = Evaluator.Evaluate(model, Catalogue.Of(split.Train, items), split, SplitPart.Test, options, cancellation: context.Cancellation);
        context.Progress?.Report(new FitProgress($"baseline {name}", 1));
        return new Baseline(name, result.Means);
    }
}
