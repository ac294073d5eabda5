using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Reviews;
using Cicerone.Protocols;

namespace Cicerone.Models;

/// <summary>What an algorithm learns from.</summary>
/// <param name="Log">Training events.</param>
/// <param name="Items">What is known of the items.</param>
public sealed record TrainingData(InteractionLog Log, ItemTable Items)
{
    /// <summary>The split whose validation part decides when to stop; it has no test events. Null when nothing is held out.</summary>
    public Split? Watched { get; init; }

    /// <summary>What is known of the people; columns may be none.</summary>
    public PersonTable People { get; init; } = PersonTable.Without(Log.Users);

    /// <summary>Vectors of the items, each kind under its name.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];

    /// <summary>What people wrote of items in the events of <see cref="Log"/>, for algorithms that read it.</summary>
    public IReadOnlyList<Review> Reviews { get; init; } = [];

    /// <summary>How much each pair of person and item counts; null where all count alike. An algorithm that cannot learn by them refuses them.</summary>
    public PairWeights? Weights { get; init; }

    /// <summary>What a split gives to learn from: everything but its test events.</summary>
    public static TrainingData Of(Split split, ItemTable items, params IReadOnlyList<FeatureMatrix> features)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new TrainingData(split.Train, items) { Watched = split.Valid.Count == 0 ? null : split with { Test = split.Test.Select([]) }, Features = features, People = split.People };
    }

    /// <summary>The same with those of some reviews that belong to an event of the log: what was written of a held-out event stays unseen.</summary>
    public TrainingData With(IReadOnlyList<Review> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        var pairs = new HashSet<(int User, int Item)>();
        for (int row = 0; row < Log.Count; row++) pairs.Add((Log.User[row], Log.Item[row]));
        return this with { Reviews = [.. reviews.Where(review => Log.Users.TryIndex(review.User, out int user) && Log.Items.TryIndex(review.Item, out int item) && pairs.Contains((user, item)))] };
    }
}
