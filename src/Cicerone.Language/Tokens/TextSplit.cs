using System.Globalization;
using System.Text;

namespace Cicerone.Language.Tokens;

/// <summary>
/// How a text falls into pieces before tokens are made: what the regular expressions of the published tokenizers say, read
/// character by character. (.NET's own regular expressions see letters outside of the basic plane as two halves that are none.)
/// </summary>
internal sealed class TextSplit
{
    private const string Contractions = @"'s|'t|'re|'ve|'m|'ll|'d", Rest = @"\s+(?!\S)|\s+";
    private static readonly string[] Endings = ["s", "t", "re", "ve", "m", "ll", "d"];
    private readonly bool _isOlder;
    private readonly int _mostDigits;

    private TextSplit(string pattern, bool isOlder, int mostDigits) => (Pattern, _isOlder, _mostDigits) = (pattern, isOlder, mostDigits);

    /// <summary>GPT-2's.</summary>
    public static TextSplit Gpt2 { get; } = new(Contractions + @"| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|" + Rest, isOlder: true, int.MaxValue);

    /// <summary>Those that are known; the two newer ones differ in how many digits stay together.</summary>
    public static IReadOnlyList<TextSplit> All { get; } = [Gpt2, Newer(@"\p{N}", 1), Newer(@"\p{N}{1,3}", 3)];

    /// <summary>The regular expression that means the same.</summary>
    public string Pattern { get; }

    /// <summary>The pieces of a text, in order and without gaps.</summary>
    public IEnumerable<Range> Of(string text)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = _isOlder ? OlderEnd(text, start) : NewerEnd(text, start);
            yield return start..end;
        }
    }

    private static TextSplit Newer(string digits, int mostDigits) =>
        new($"(?i:{Contractions})" + @"|[^\r\n\p{L}\p{N}]?\p{L}+|" + digits + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|" + Rest, isOlder: false, mostDigits);

    private static int OlderEnd(string text, int start)
    {
        if (Contraction(text, start, StringComparison.Ordinal) is { } end) return end;
        int first = text[start] == ' ' ? start + 1 : start;
        if (first < text.Length && KindAt(text, first) is var kind && kind != Kind.Space) return RunEnd(text, first, kind, int.MaxValue);
        return SpaceEnd(text, start);
    }

    private int NewerEnd(string text, int start)
    {
        if (Contraction(text, start, StringComparison.OrdinalIgnoreCase) is { } end) return end;
        Kind kind = KindAt(text, start);
        int next = start + LengthAt(text, start);
        if (kind == Kind.Letter) return RunEnd(text, start, Kind.Letter, int.MaxValue);
        if (kind == Kind.Number) return RunEnd(text, start, Kind.Number, _mostDigits);
        if (!IsBreak(text[start]) && next < text.Length && KindAt(text, next) == Kind.Letter) return RunEnd(text, next, Kind.Letter, int.MaxValue);
        int first = text[start] == ' ' ? next : start;
        if (first < text.Length && KindAt(text, first) == Kind.Other)
        {
            end = RunEnd(text, first, Kind.Other, int.MaxValue);
            while (end < text.Length && IsBreak(text[end])) end++;
            return end;
        }
        int spaces = RunEnd(text, start, Kind.Space, int.MaxValue), lastBreak = text.AsSpan(start..spaces).LastIndexOfAny('\r', '\n');
        return lastBreak >= 0 ? start + lastBreak + 1 : SpaceEnd(text, start);
    }

    private static int? Contraction(string text, int start, StringComparison comparison)
    {
        if (text[start] != '\'') return null;
        foreach (string ending in Endings)
            if (text.AsSpan(start + 1).StartsWith(ending, comparison)) return start + 1 + ending.Length;
        return null;
    }

    /// <summary>White space, but for its last character when something else follows it.</summary>
    private static int SpaceEnd(string text, int start)
    {
        int end = RunEnd(text, start, Kind.Space, int.MaxValue);
        return end == text.Length || end == start + 1 ? end : end - 1;
    }

    private static int RunEnd(string text, int start, Kind kind, int most)
    {
        int end = start;
        for (int count = 0; end < text.Length && count < most && KindAt(text, end) == kind; count++) end += LengthAt(text, end);
        return end;
    }

    private static Kind KindAt(string text, int place)
    {
        if (char.IsWhiteSpace(text[place])) return Kind.Space; // all of them are in the basic plane
        return CharUnicodeInfo.GetUnicodeCategory(text, place) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }

    private static int LengthAt(string text, int place) => Rune.TryGetRuneAt(text, place, out Rune rune) ? rune.Utf16SequenceLength : 1;

    private static bool IsBreak(char one) => one is '\r' or '\n';

    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }
}
