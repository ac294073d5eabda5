using System.Text;
using System.Text.Unicode;

namespace Cicerone.Data.Formats;

/// <summary>A format of one person a line, whose items follow with blanks between.</summary>
internal abstract class ListFormat : InteractionFormat
{
    private const int LongestLine = 64 << 20, MostText = 4_000;
    private const byte Blank = (byte)' ', Tab = (byte)'\t';

    internal sealed override string? Refusal(FileSample sample, ReadOptions options)
    {
        if (options.Columns.Count > 0) return "it has no columns for --columns to name";
        string[][] lines = [.. sample.Lines.Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)];
        return lines.Length == 0 ? "its first lines are blank" : Refusal(lines, sample);
    }

    internal sealed override void Read(FileSample sample, EventSink sink)
    {
        using var lines = new RowReader(sample.File.Open(), sample.File, LongestLine, quoting: null);
        var people = new HashSet<int>();
        while (lines.Read())
        {
            if (lines.Row.IndexOfAnyExcept(Blank, Tab) < 0 && !lines.IsTooLong) continue;
            sink.Report.CountRow();
            if ((FaultOf(lines) ?? Add(lines.Row, lines.Line, people, sink)) is { } fault)
                sink.Report.AddBadRow(sample.File.Path, lines.Line, fault, Encoding.UTF8.GetString(lines.Row[..Math.Min(lines.Row.Length, MostText)]));
        }
    }

    /// <summary>Why the first lines, as words, are not in this format; null when they are. There is at least one, of at least one word.</summary>
    protected abstract string? Refusal(string[][] lines, FileSample sample);

    /// <summary>Adds the events of a line; returns what is wrong with it, or null.</summary>
    /// <param name="line">Valid UTF-8.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="people">Who has a line already.</param>
    /// <param name="sink">Where the events go.</param>
    protected abstract string? Add(ReadOnlySpan<byte> line, long number, HashSet<int> people, EventSink sink);

    /// <summary>The next word; empty at the end.</summary>
    protected static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> rest)
    {
        int start = rest.IndexOfAnyExcept(Blank, Tab);
        if (start < 0) return [];
        rest = rest[start..];
        int length = rest.IndexOfAny(Blank, Tab);
        ReadOnlySpan<byte> word = length < 0 ? rest : rest[..length];
        rest = rest[word.Length..];
        return word;
    }

    private static string? FaultOf(RowReader lines) =>
        lines.IsTooLong ? $"the line is longer than {LongestLine:N0} bytes"
        : lines.Row.Contains((byte)0) ? "the line holds a NUL byte"
        : !Utf8.IsValid(lines.Row) ? "the line is not UTF-8"
        : null;
}
