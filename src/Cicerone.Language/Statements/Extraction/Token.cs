namespace Cicerone.Language.Statements.Extraction;

/// <summary>A word or a mark of a text.</summary>
/// <param name="Word">In lower case; typographic apostrophes are plain.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct Token(string Word, int Start, int End)
{
    /// <summary>Whether it is a word or number, and no mark.</summary>
    public bool IsWord => char.IsLetterOrDigit(Word[0]);

    /// <summary>Whether it ends a sentence.</summary>
    public bool EndsSentence => Word is "." or "!" or "?" or "\n";

    /// <summary>The tokens of a text: runs of letters and digits with apostrophes and hyphens inside, and every other mark by itself.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '\n' && char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            int start = at++;
            if (char.IsLetterOrDigit(text[start]))
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (IsJoint(text[at]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])))) at++;
            tokens.Add(new Token(text[start..at].ToLowerInvariant().Replace('’', '\''), start, at));
        }
        return tokens;
    }

    private static bool IsJoint(char mark) => mark is '\'' or '’' or '-';
}
