using System.Text.RegularExpressions;

namespace Cicerone.Metrics.Texts;

/// <summary>The words of a text as every measure of texts counts them: runs of letters and digits, in lower case.</summary>
public static partial class TextWords
{
    /// <summary>The words in their order.</summary>
    public static string[] Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];
    }

    /// <summary>The words in one line, with a space before and after: what some words are searched in.</summary>
    internal static string Line(string text) => $" {string.Join(' ', Of(text))} ";

    /// <summary>Every run of some words, with how often it occurs.</summary>
    internal static Dictionary<string, int> Runs(string[] words, int length) =>
        Enumerable.Range(0, Math.Max(0, words.Length - length + 1)).CountBy(start => string.Join(' ', words, start, length)).ToDictionary();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
