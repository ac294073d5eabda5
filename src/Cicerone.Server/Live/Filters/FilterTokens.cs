using System.Text;

namespace Cicerone.Server.Live.Filters;

/// <summary>Cuts a filter's text into its pieces.</summary>
internal static class FilterTokens
{
    private static readonly string[] Signs = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ","];

    /// <summary>The pieces, the end among them.</summary>
    /// <exception cref="CiceroneException">A piece is malformed; the message gives its place.</exception>
    public static List<FilterToken> Of(string text)
    {
        var tokens = new List<FilterToken>();
        for (int at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            int start = at;
            (FilterTokenKind kind, string read) = Read(text, ref at);
            tokens.Add(new FilterToken(kind, read, start + 1));
        }
        tokens.Add(new FilterToken(FilterTokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static (FilterTokenKind Kind, string Text) Read(string text, ref int at)
    {
        char first = text[at];
        if (first is '"' or '`') return (first == '"' ? FilterTokenKind.Text : FilterTokenKind.Name, Quoted(text, ref at));
        if (char.IsAsciiDigit(first) || first is '-' or '.') return (FilterTokenKind.Number, Run(text, ref at, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.'));
        if (char.IsLetter(first) || first == '_') return (FilterTokenKind.Word, Run(text, ref at, c => char.IsLetterOrDigit(c) || c == '_'));
        foreach (string sign in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) != 0) continue;
            at += sign.Length;
            return (FilterTokenKind.Sign, sign);
        }
        throw new CiceroneException($"Character {at + 1} of the filter, '{first}', has no meaning there. Text stands in \"quotes\", a column with such a name in `backticks`.");
    }

    private static string Run(string text, ref int at, Func<char, bool> belongs)
    {
        int start = at;
        while (at < text.Length && belongs(text[at])) at++;
        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        int start = at;
        char quote = text[at++];
        var read = new StringBuilder();
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && ++at == text.Length) break;
            read.Append(text[at]);
        }
        if (at >= text.Length) throw new CiceroneException($"The quote at character {start + 1} of the filter is not closed.");
        at++;
        return read.ToString();
    }
}
