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

    /// <summary>The same for several items of one list; a model that has to read the history first reads it once.</summary>
    IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue) => [.. items.Select(item => Explain(query, item, catalogue))];
}
