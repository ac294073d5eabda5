using System.Text;
using Cicerone.Data.Formats;
using CsCheck;

namespace Cicerone.Tests.Data.Formats;

public sealed class RowReaderTests
{
    [Fact]
    public void Rows_are_those_of_a_reader_that_holds_the_whole_text()
    {
        Gen.Char["ab,\"\n\r"].Array[0, 60].Sample(letters =>
        {
            string text = new(letters);
            Assert.Equal(Slow(text, longest: 12, quoted: true), Fast(text, longest: 12, quoted: true, chunk: 1));
            Assert.Equal(Slow(text, longest: 12, quoted: true), Fast(text, longest: 12, quoted: true, chunk: 7));
            Assert.Equal(Slow(text, longest: 12, quoted: false), Fast(text, longest: 12, quoted: false, chunk: 3));
        }, iter: 20_000);
    }

    private static string[] Fast(string text, int longest, bool quoted, int chunk)
    {
        using var reader = new RowReader(new Dribble(Encoding.UTF8.GetBytes(text), chunk), new DataFile("text"), longest, quoted ? (byte)',' : null);
        var rows = new List<string>();
        while (reader.Read()) rows.Add($"{reader.Line}{(reader.IsTooLong ? '!' : ':')}{(reader.IsTooLong ? "" : Encoding.UTF8.GetString(reader.Row))}");
        return [.. rows];
    }

    /// <summary>The same by the definition: walk the fields of each row; a quote closes only before a separator, a line end or the end.</summary>
    private static string[] Slow(string text, int longest, bool quoted)
    {
        var rows = new List<string>();
        int at = 0, line = 1;
        while (at < text.Length)
        {
            int end = at;
            bool fieldStart = true;
            while (end < text.Length && text[end] is not ('\n' or '\r'))
            {
                if (quoted && fieldStart && text[end] == '"' && Closing(text, end, at + longest) is { } closing) end = closing + 1;
                else if (text[end] == ',') { end++; fieldStart = true; continue; }
                else end++;
                fieldStart = false;
            }
            if (end - at > longest)
            {
                end = text.IndexOfAny(['\n', '\r'], at) is >= 0 and int ending ? ending : text.Length;
                rows.Add($"{line}!");
            }
            else if (end > at) rows.Add($"{line}:{text[at..end]}");
            line += Breaks(text[at..end]);
            if (end < text.Length) line++;
            at = end < text.Length && text[end..].StartsWith("\r\n", StringComparison.Ordinal) ? end + 2 : end + 1;
        }
        return [.. rows];
    }

    private static int Breaks(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');

    private static int? Closing(string text, int open, int last)
    {
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            if (i > last) return null;
            if (i + 1 < text.Length && text[i + 1] == '"') { i++; continue; }
            return i + 1 == text.Length || text[i + 1] is ',' or '\n' or '\r' ? i : null;
        }
        return null;
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(chunk, buffer.Length)]);
    }
}
