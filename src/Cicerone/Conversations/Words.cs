namespace Cicerone.Conversations;

/// <summary>Parts texts into words.</summary>
internal static class Words
{
    private static readonly string[] Articles = ["a", "an", "the"];

    /// <summary>The words of a text.</summary>
    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        bool pause = false;
        for (int at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                pause |= text[at] is ',' or '.' or ';' or ':' or '!' or '?' or '—' or '(';
                at++;
                continue;
            }
            int start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])))) at++;
            words.Add(new Word(text[start..at].Replace('’', '\'').ToLowerInvariant(), start, at, pause, char.IsUpper(text[start]) || char.IsDigit(text[start])));
            pause = false;
        }
        return words;
    }

    /// <summary>The words of a text with one space between, by which phrases are looked up.</summary>
    public static string Key(string text) => string.Join(' ', Of(text).Select(word => word.Text));

    /// <summary>A key without the article it begins with.</summary>
    public static string WithoutArticle(string key) =>
        Articles.FirstOrDefault(article => key.StartsWith(article + " ", StringComparison.Ordinal)) is { } article ? key[(article.Length + 1)..] : key;

    /// <summary>Forms a plural may be of: "mysteries" of "mystery", "thrillers" of "thriller".</summary>
    public static IEnumerable<string> Singulars(string key)
    {
        if (key.EndsWith("ies", StringComparison.Ordinal)) yield return $"{key[..^3]}y";
        if (key.EndsWith("es", StringComparison.Ordinal)) yield return key[..^2];
        if (key.EndsWith('s') && key.Length > 1) yield return key[..^1];
    }
}
