using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Protocols;

namespace Cicerone.Models;

/// <summary>What an algorithm learns from.</summary>
/// <param name="Log">Training events.</param>
/// <param name="Items">What is known of the items.</param>
public sealed record TrainingData(InteractionLog Log, ItemTable Items)
{
    /// <summary>The split whose validation part decides when to stop; it has no test events. Null when nothing is held out.</summary>
    public Split? Watched { get; init; }

    /// <summary>Vectors of the items, each kind under its name.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];

    /// <summary>How much each pair of person and item counts; null where all count alike. An algorithm that cannot learn by them refuses them.</summary>
    public PairWeights? Weights { get; init; }

    /// <summary>What a split gives to learn from: everything but its test events.</summary>
    public static TrainingData Of(Split split, ItemTable items, params IReadOnlyList<FeatureMatrix> features)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new TrainingData(split.Train, items) { Watched = split.Valid.Count == 0 ? null : split with { Test = split.Test.Select([]) }, Features = features };
    }
}
