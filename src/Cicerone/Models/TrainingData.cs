using Cicerone.Data;
using Cicerone.Data.Features;

namespace Cicerone.Models;

/// <summary>What an algorithm learns from.</summary>
/// <param name="Log">Training events.</param>
/// <param name="Items">What is known of the items.</param>
/// <param name="Validation">Held-out events for early stopping; null when there are none. Never test events.</param>
public sealed record TrainingData(InteractionLog Log, ItemTable Items, InteractionLog? Validation = null)
{
    /// <summary>Vectors of the items, each kind under its name.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];
}
