namespace Cicerone.Data.Features;

/// <summary>Where vectors that tell what items are come from: a file, a language model, or their words.</summary>
public interface IItemSemanticSource
{
    /// <summary>A vector for every item.</summary>
    /// <param name="items">The items, and their text.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="CiceroneException">There are no vectors for these items, or bad ones.</exception>
    Task<FeatureMatrix> ReadAsync(ItemTable items, CancellationToken cancellation = default);
}
