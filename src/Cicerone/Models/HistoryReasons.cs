using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>Reasons of models whose score is a sum over the items of the history.</summary>
internal static class HistoryReasons
{
    /// <summary>One reason for every distinct history item with a contribution that is not 0, the largest first.</summary>
    /// <param name="history">What the person did.</param>
    /// <param name="catalogue">For titles.</param>
    /// <param name="contribution">What a history item adds to the score.</param>
    public static IReadOnlyList<Reason> Of(History history, Catalogue catalogue, Func<int, float> contribution) =>
    [
        .. history.DistinctItems()
            .Select(item => (Item: item, Weight: contribution(item)))
            .Where(part => part.Weight != 0)
            .OrderByDescending(part => part.Weight)
            .Select(part => Of(part.Item, part.Weight, catalogue)),
    ];

    /// <summary>What one history item adds.</summary>
    public static Reason Of(int item, float weight, Catalogue catalogue)
    {
        string title = catalogue.Title(item);
        string text = weight > 0 ? $"You chose “{title}”." : $"You chose “{title}”, which speaks against it.";
        return new Reason(ReasonKind.History, text, weight, [new Evidence("item", catalogue.Ids[item], title)]);
    }
}
