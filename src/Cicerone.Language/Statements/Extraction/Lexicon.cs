using System.Collections.Frozen;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>Words for what products have and for what is said of it: which mean the same, and which the opposite.</summary>
internal static class Lexicon
{
    /// <summary>A word for something that products have.</summary>
    /// <param name="Name">The usual word for it.</param>
    /// <param name="IsPlural">Whether this word takes the plural of a verb.</param>
    public sealed record Aspect(string Name, bool IsPlural);

    /// <summary>A word for what is said.</summary>
    /// <param name="Name">The usual word: what means the same has the same.</param>
    /// <param name="Sentiment">Of it.</param>
    /// <param name="Opposite">The usual word for the opposite; a dot where there is none.</param>
    public sealed record Opinion(string Name, Sentiment Sentiment, string Opposite);

    public static FrozenDictionary<string, Aspect> Aspects { get; } = ReadAspects().ToFrozenDictionary();

    public static FrozenDictionary<string, Opinion> Opinions { get; } = ReadOpinions(LexiconWords.Opinions).ToFrozenDictionary();

    public static FrozenDictionary<string, Opinion> Verbs { get; } = ReadOpinions(LexiconWords.Verbs).ToFrozenDictionary();

    public static FrozenSet<string> Copulas { get; } = Set(LexiconWords.Copulas);

    public static FrozenSet<string> Negations { get; } = Set(LexiconWords.Negations);

    public static FrozenSet<string> Intensifiers { get; } = Set(LexiconWords.Intensifiers);

    public static FrozenSet<string> NoNouns { get; } = Set(LexiconWords.NoNouns);

    public static FrozenSet<string> Subjects { get; } = Set(LexiconWords.Subjects);

    public static FrozenDictionary<string, int> Numbers { get; } = new Dictionary<string, int>
    {
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
    }.ToFrozenDictionary();

    /// <summary>The scopes, each as its words.</summary>
    public static string[][] Scopes { get; } = [.. LexiconWords.Scopes.Select(scope => scope.Split(' '))];

    /// <summary>Whether a word takes the plural of a verb: by the table, else by its ending.</summary>
    public static bool IsPlural(string word) => Aspects.TryGetValue(word, out Aspect? aspect) ? aspect.IsPlural
        : word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i');

    private static IEnumerable<KeyValuePair<string, Aspect>> ReadAspects() =>
        from line in Lines(LexiconWords.Aspects)
        let parts = line.Split(": ")
        from word in parts[1].Split(' ')
        select KeyValuePair.Create(word.TrimEnd('*'), new Aspect(parts[0], word.EndsWith('*')));

    private static IEnumerable<KeyValuePair<string, Opinion>> ReadOpinions(string table) =>
        from line in Lines(table)
        let parts = line.Split(": ")
        let head = parts[0].Split(' ')
        let opinion = new Opinion(head[0], head[1] switch { "+" => Sentiment.Positive, "-" => Sentiment.Negative, _ => Sentiment.Neutral }, head[2])
        from word in parts[1].Split(' ')
        select KeyValuePair.Create(word, opinion);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private static string[] Lines(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
