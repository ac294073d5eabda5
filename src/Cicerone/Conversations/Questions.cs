using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>Asks about what parts the likely items best, while little is known of what is wanted.</summary>
internal sealed class Questions(Catalogue catalogue, ItemLexicon lexicon)
{
    private const int EnoughWishes = 3, EnoughHistory = 5, Choices = 4;

    /// <summary>The next question; null where enough is known or nothing is left to ask.</summary>
    /// <param name="history">What the person chose before.</param>
    /// <param name="wishes">What they want.</param>
    /// <param name="list">The items that are likely: those of the list.</param>
    /// <param name="candidates">The items that may be shown.</param>
    public Question? Next(IReadOnlyList<string> history, Wishes wishes, IReadOnlyList<Recommendation> list, Catalogue candidates)
    {
        int known = history.Count(item => catalogue.Ids.TryIndex(item, out _));
        if (known >= EnoughHistory || wishes.Moves.Count >= EnoughWishes || list.Count == 0) return null;
        int[] likely = [.. list.Select(item => catalogue.Ids.Index(item.Item, "item"))];
        string? column = lexicon.Asked.Where(name => !wishes.Settled.Contains(name)).MaxBy(name => Entropy(likely, name));
        return column is null ? null : new Question(column, [.. Frequent(column, candidates)]);
    }

    /// <summary>How much the values of a column differ among some items, in nats.</summary>
    private double Entropy(int[] items, string column)
    {
        string[] values = [.. items.SelectMany(item => lexicon.ValuesOf(item, column))];
        return values.CountBy(value => value).Sum(value => -(double)value.Value / values.Length * Math.Log((double)value.Value / values.Length));
    }

    /// <summary>The most frequent values among all items that may be shown: one that is not in the list may be the one that is wanted.</summary>
    private IEnumerable<string> Frequent(string column, Catalogue candidates) =>
        Enumerable.Range(0, catalogue.Count).Where(candidates.IsCandidate).SelectMany(item => lexicon.ValuesOf(item, column))
            .CountBy(value => value).OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(Choices).Select(value => PlainText.Title(value.Key));
}
