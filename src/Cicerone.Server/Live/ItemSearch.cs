namespace Cicerone.Server.Live;

/// <summary>Finds items by a part of their title.</summary>
internal sealed class ItemSearch(LiveItems items)
{
    /// <summary>
    /// Items that may be shown whose title or id holds the text, in any case: those that start with it first, then the more
    /// popular ones.
    /// </summary>
    public IReadOnlyList<LiveItem> Find(string text, int limit) =>
    [
        .. items.Shown()
            .Select(item => (item.Id, item.TrainingEvents, Place: PlaceOf(text, item.Id)))
            .Where(found => found.Place >= 0)
            .OrderBy(found => found.Place == 0 ? 0 : 1)
            .ThenByDescending(found => found.TrainingEvents)
            .ThenBy(found => found.Id, StringComparer.Ordinal)
            .Take(limit)
            .Select(found => items.Find(found.Id))
            .OfType<LiveItem>(),
    ];

    private int PlaceOf(string text, string id)
    {
        int place = items.TitleOf(id).IndexOf(text, StringComparison.OrdinalIgnoreCase);
        return place >= 0 ? place : id.IndexOf(text, StringComparison.OrdinalIgnoreCase);
    }
}
