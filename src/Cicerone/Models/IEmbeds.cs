using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// A ranker whose score is the inner product of a query's vector and an item's; ranking then needs no code of its own, and
/// is exact.
/// </summary>
public interface IEmbeds : IRanker
{
    /// <summary>The vectors of the items.</summary>
    ItemVectors ItemVectors { get; }

    /// <summary>Writes the vector of every query.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="vectors">Shape [queries, <see cref="ItemVectors.Width"/>], row after row; overwritten.</param>
    void Embed(ReadOnlySpan<Query> queries, Span<float> vectors);

    /// <inheritdoc/>
    void IRanker.TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        float[] vectors = new float[checked(queries.Length * ItemVectors.Width)];
        Embed(queries, vectors);
        ItemVectors.TopK(vectors, queries, catalogue, request, into);
    }
}
