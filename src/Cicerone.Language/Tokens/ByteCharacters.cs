using System.Text;

namespace Cicerone.Language.Tokens;

/// <summary>
/// The characters that stand for bytes in the files of byte-level tokenizers: those that can be seen for themselves, and U+0100, U+0101 … for the others.
/// </summary>
internal static class ByteCharacters
{
    private static readonly char[] OfByte = Make();
    private static readonly Dictionary<char, byte> ByteOf = Enumerable.Range(0, 256).ToDictionary(value => OfByte[value], value => (byte)value);

    /// <summary>All of them, in the order of the characters.</summary>
    public static IReadOnlyList<char> All { get; } = [.. OfByte.Order()];

    /// <summary>The bytes of a text, as characters.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(count, bytes, (characters, from) =>
        {
            for (int i = 0; i < characters.Length; i++) characters[i] = OfByte[from[i]];
        });
    }

    /// <summary>The bytes that characters stand for; null when one stands for none.</summary>
    public static byte[]? Bytes(string characters)
    {
        byte[] bytes = new byte[characters.Length];
        for (int i = 0; i < bytes.Length; i++)
            if (!ByteOf.TryGetValue(characters[i], out bytes[i])) return null;
        return bytes;
    }

    private static char[] Make()
    {
        char[] made = new char[256];
        char next = '\u0100';
        for (int value = 0; value < made.Length; value++) made[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : next++;
        return made;
    }
}
