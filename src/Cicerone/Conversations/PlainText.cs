using System.Globalization;
using System.Text;

namespace Cicerone.Conversations;

/// <summary>Text that comes from outside, made safe to be shown and read.</summary>
public static class PlainText
{
    private const int MostOfTitle = 200;

    /// <summary>
    /// The text with every run of white space, control characters, characters that only direct a display, and halves of characters as one
    /// space: nothing in it moves a cursor, turns the direction of writing or hides.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        bool space = false;
        foreach (Rune rune in text.EnumerateRunes()) // half of a character is U+FFFD here
        {
            if (Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                space = true;
                continue;
            }
            if (space && plain.Length > 0) plain.Append(' ');
            space = false;
            plain.Append(rune);
        }
        return plain.ToString();
    }

    /// <summary>A title as it is shown: plain, and cut with an ellipsis after 200 characters.</summary>
    public static string Title(string title)
    {
        string plain = Of(title);
        if (plain.Length <= MostOfTitle) return plain;
        return $"{plain[..(char.IsHighSurrogate(plain[MostOfTitle - 1]) ? MostOfTitle - 1 : MostOfTitle)]}…";
    }
}
