using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Metrics;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>What an evaluation knows of the items, and counts over everybody's lists: one for all buckets of a split.</summary>
/// <param name="Catalogue">The items, and the candidates that the rules allow.</param>
/// <param name="Facts">What the training part tells of items; null unless the evaluation is detailed.</param>
/// <param name="Exposure">How often items are recommended; null unless the evaluation is detailed.</param>
internal sealed record EvaluationGround(Catalogue Catalogue, ItemFacts? Facts, Exposure? Exposure)
{
    /// <summary>For a split in memory.</summary>
    public static EvaluationGround Of(Catalogue catalogue, Split split, EvaluationOptions options)
    {
        catalogue = split.Candidates(catalogue);
        return Of(catalogue, options, () => ItemFacts.Of(split.Train, catalogue, options.TailShare, options.PropensityExponent));
    }

    /// <summary>For a split in buckets.</summary>
    public static EvaluationGround Of(SplitBuckets split, EvaluationOptions options)
    {
        Catalogue catalogue = split.Candidates;
        return Of(catalogue, options, () => ItemFacts.Of(catalogue.TrainingCounts.ToArray(), catalogue, options.TailShare, options.PropensityExponent));
    }

    private static EvaluationGround Of(Catalogue catalogue, EvaluationOptions options, Func<ItemFacts> facts) =>
        options.Detailed ? new EvaluationGround(catalogue, facts(), new Exposure(options.Cutoffs, catalogue.Count, catalogue.CandidateCount)) : new EvaluationGround(catalogue, Facts: null, Exposure: null);
}
