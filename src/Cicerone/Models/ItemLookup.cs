using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>Finds the items a person means when they type an id or a title.</summary>
public static class ItemLookup
{
    private const int MostNamed = 5;

    /// <summary>The external id of an item.</summary>
    /// <param name="catalogue">Where to look.</param>
    /// <param name="text">An id, or a title in any case.</param>
    /// <exception cref="CiceroneException">Nothing fits (the message names the nearest), or several items have that title.</exception>
    public static string Find(Catalogue catalogue, string text)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (catalogue.Ids.TryIndex(text, out _)) return text;
        int[] named = [.. Titled(catalogue, text)];
        return named.Length switch
        {
            1 => catalogue.Ids[named[0]],
            0 => throw CiceroneException.UnknownName("item", text, Enumerable.Range(0, catalogue.Count).Select(catalogue.Title).Concat(catalogue.Ids.Ids)),
            _ => throw new CiceroneException($"{named.Length} items are called '{text}'; name one by its id: {string.Join(", ", named.Take(MostNamed).Select(item => catalogue.Ids[item]))}{(named.Length > MostNamed ? ", …" : "")}."),
        };
    }

    /// <summary>Whether an item has this title, in any case.</summary>
    public static bool IsTitle(Catalogue catalogue, string text) => Titled(catalogue, text).Any();

    private static IEnumerable<int> Titled(Catalogue catalogue, string text) =>
        Enumerable.Range(0, catalogue.Count).Where(item => string.Equals(catalogue.Title(item), text, StringComparison.OrdinalIgnoreCase));
}
