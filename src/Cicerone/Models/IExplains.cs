using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>A model that says why it recommends.</summary>
public interface IExplains : IRanker
{
    /// <summary>
    /// Why an item has its score for a query, the weightiest reason first. Where reasons carry contributions, they add up
    /// to the score.
    /// </summary>
    IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue);

    /// <summary>The reasons of each of several items, which some models find together at less cost.</summary>
    IReadOnlyList<Reason>[] ExplainEach(Query query, ReadOnlySpan<int> items, Catalogue catalogue)
    {
        var reasons = new IReadOnlyList<Reason>[items.Length];
        for (int i = 0; i < items.Length; i++) reasons[i] = Explain(query, items[i], catalogue);
        return reasons;
    }
}
