using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>A model that makes vectors of items it has never met, from what is known of them: they can be recommended without a new fit.</summary>
public interface IEncodes : IRanker
{
    /// <summary>The same model over more items; this one stays as it is.</summary>
    /// <param name="items">They come after the model's own, in this order.</param>
    /// <exception cref="CiceroneException">Nothing can be made of what is known of an item.</exception>
    IEncodes With(IReadOnlyList<NewItem> items);
}
