using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Server.Live;

/// <summary>Finds items by a part of their title.</summary>
internal sealed class ItemSearch(Recommender recommender)
{
    /// <summary>
    /// Items whose title or id holds the text, in any case: those that start with it first, then the more popular ones.
    /// </summary>
    public IReadOnlyList<int> Find(string text, int limit)
    {
        Catalogue catalogue = recommender.Catalogue;
        return
        [
            .. Enumerable.Range(0, catalogue.Count)
                .Select(item => (Item: item, Place: PlaceOf(catalogue, text, item)))
                .Where(found => found.Place >= 0)
                .OrderBy(found => found.Place == 0 ? 0 : 1)
                .ThenByDescending(found => catalogue.TrainingCounts[found.Item])
                .ThenBy(found => found.Item)
                .Take(limit)
                .Select(found => found.Item),
        ];
    }

    private static int PlaceOf(Catalogue catalogue, string text, int item)
    {
        int place = catalogue.Title(item).IndexOf(text, StringComparison.OrdinalIgnoreCase);
        return place >= 0 ? place : catalogue.Ids[item].IndexOf(text, StringComparison.OrdinalIgnoreCase);
    }
}
