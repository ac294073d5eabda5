using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>A ranker that can give every item of the catalogue a score; ranking then needs no code of its own.</summary>
public interface IScores : IRanker
{
    /// <summary>Writes a score for every item of the vocabulary, candidate or not.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="scores">Shape [queries, items], row after row; overwritten.</param>
    void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores);

    /// <summary>The score of each of some items for one query.</summary>
    float[] ScoresOf(Query query, Catalogue catalogue, ReadOnlySpan<int> items)
    {
        float[] scores = new float[catalogue.Count], wanted = new float[items.Length];
        Score([query], catalogue, scores);
        for (int i = 0; i < items.Length; i++) wanted[i] = scores[items[i]];
        return wanted;
    }

    /// <inheritdoc/>
    void IRanker.TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into) =>
        DenseTopK.Rank(this, queries, catalogue, request, into);
}
