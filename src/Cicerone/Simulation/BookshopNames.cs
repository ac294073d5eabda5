namespace Cicerone.Simulation;

/// <summary>Names of authors and titles of books, each unlike every other of its kind.</summary>
internal static class BookshopNames
{
    public static string Author(int author)
    {
        string[] first = BookshopWords.FirstNames, last = BookshopWords.LastNames;
        int number = Scatter(author, first.Length * last.Length, out int round);
        string initial = round == 0 ? "" : $" {Letters(round)}.";
        return $"{first[number % first.Length]}{initial} {last[number / first.Length]}";
    }

    public static string Title(int book, string[] nouns)
    {
        string[] adjectives = BookshopWords.Adjectives;
        int number = Scatter(book, adjectives.Length * nouns.Length * nouns.Length, out int round);
        string noun = nouns[number / adjectives.Length % nouns.Length], other = nouns[number / adjectives.Length / nouns.Length];
        string told = noun == other ? noun : $"{noun} and the {other}";
        return $"The {adjectives[number % adjectives.Length]} {told}{(round == 0 ? "" : $" ({round + 1})")}";
    }

    /// <summary>A one-to-one map of 0 … space − 1 that looks like chance; what lies beyond goes round again.</summary>
    private static int Scatter(int index, int space, out int round)
    {
        round = index / space;
        return (int)((index % space * 7_919L + 104_729) % space); // both prime, and no factor of any space
    }

    private static string Letters(int number) => number <= 26 ? $"{(char)('A' + number - 1)}" : Letters((number - 1) / 26) + (char)('A' + (number - 1) % 26);
}
