using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>
/// Brings statements to one form of writing, so that those that differ in marks alone are one: entities, typographic marks and full-width letters folded, lower
/// case, addresses replaced, dashes and most marks as blanks, numbers as digits, and the product as the subject (after the released code; the order of steps is ours).
/// </summary>
public static partial class StatementNormaliser
{
    private const int FewestCharacters = 8, FewestWords = 3, MostCharacters = 1_000;
    private const string Subject = "the product";
    private static readonly string[] Subjects = ["this item", "the item", "this product", "it", "this", "that", "they", "these", "those"], Trailing = ["overall", "anyway"];

    /// <summary>The statement in its usual form; null where too little is left: fewer than 8 characters or 3 words, or the subject alone.</summary>
    public static string? Normalise(string statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Length > MostCharacters) return null;
        string text = Fold(WebUtility.HtmlDecode(statement)).ToLowerInvariant();
        text = Mail().Replace(Web().Replace(text, " url "), " email ");
        text = Marks().Replace(text, " ");
        List<string> words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'')).Where(word => word.Length > 0)];
        for (int i = 0; i < words.Count; i++)
            if (Lexicon.Numbers.TryGetValue(words[i], out int number)) words[i] = $"{number}";
        while (words.Count > 0 && Trailing.Contains(words[^1])) words.RemoveAt(words.Count - 1);
        string joined = string.Join(' ', words);
        if (Subjects.FirstOrDefault(subject => joined == subject || joined.StartsWith(subject + " ", StringComparison.Ordinal)) is { } found) joined = Subject + joined[found.Length..];
        return joined.Length < FewestCharacters || joined.Count(character => character == ' ') + 1 < FewestWords || joined == Subject ? null : joined;
    }

    /// <summary>Typographic marks, full-width letters and the commonest ligatures as plain ones: what of compatibility folding English reviews need, without tables of the whole of Unicode.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char character in text)
            folded.Append(character switch
            {
                '’' or '‘' or 'ʼ' or '`' => "'",
                '“' or '”' => "\"",
                '…' => "...",
                'ﬁ' => "fi",
                'ﬂ' => "fl",
                >= '\uFF01' and <= '\uFF5E' => ((char)(character - 0xFEE0)).ToString(),
                '\u00A0' or '\u3000' => " ",
                _ => character.ToString(),
            });
        return folded.ToString();
    }

    [GeneratedRegex(@"(https?://|www\.)\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Web();

    [GeneratedRegex(@"\S+@\S+\.\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mail();

    [GeneratedRegex(@"[^\p{L}\p{Nd}'%]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
