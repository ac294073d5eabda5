using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// Ranks a catalogue for a batch of queries: higher scores first, equal scores in the order of
/// <see cref="Catalogue.TieOrder"/>. An answer depends on its query alone, never on the others of the batch, and the
/// method may be called from several threads at once.
/// </summary>
public interface IRanker : IModel
{
    /// <summary>Whether an answer rests on the query's history, so that a query without one cannot be answered by the model itself.</summary>
    bool NeedsHistory => true;

    /// <summary>Writes the best candidates of every query, excluded ones left out.</summary>
    /// <param name="queries">The queries; <see cref="TopKRequest.Excluded"/> follows their order.</param>
    /// <param name="catalogue">The items and which of them are candidates.</param>
    /// <param name="request">How many are wanted, and what is excluded.</param>
    /// <param name="into">Where the rankings go: one row a query.</param>
    void TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into);
}
