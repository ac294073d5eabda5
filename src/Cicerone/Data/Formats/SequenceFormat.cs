using System.Text;
using System.Text.Unicode;

namespace Cicerone.Data.Formats;

/// <summary>
/// One person a line: <c>user item item …</c> with blanks between. The order of a line is the order of time. LightGCN's
/// <c>train.txt</c> and <c>test.txt</c> are such files.
/// </summary>
internal sealed class SequenceFormat : InteractionFormat
{
    private const int LongestLine = 64 << 20;
    private const byte Blank = (byte)' ', Tab = (byte)'\t';

    public override string Name => "sequences";

    public override string Summary => "One person a line, 'user item item …' with blanks between, in the order of time (LightGCN's train.txt and test.txt too).";

    internal override string? Refusal(FileSample sample, ReadOptions options)
    {
        if (options.Columns.Count > 0) return "it has no columns for --columns to name";
        var people = new Dictionary<string, int>();
        for (int i = 0; i < sample.Lines.Count; i++)
        {
            string[] words = sample.Lines[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (i == 0 && words.Length < 2) return "its first line is one word";
            if (!people.TryAdd(words[0], i))
                return $"two lines begin with '{words[0]}', as in a table with several rows a person; say what its columns are, as in --columns user=1,item=2";
        }
        int[] tabs = [.. sample.Lines.Select(line => line.AsSpan().Count('\t')).Distinct()];
        return tabs is [> 0] && sample.Lines.Count > 1 && !sample.Lines[0].Contains(' ', StringComparison.Ordinal)
            ? "every line has as many columns, as in a table; say what they are, as in --columns user=1,item=2" : null;
    }

    internal override void Read(FileSample sample, EventSink sink)
    {
        using var rows = new RowReader(sample.File.Open(), sample.File, LongestLine, quoting: null);
        var people = new HashSet<string>();
        while (rows.Read())
        {
            if (rows.Row.IndexOfAnyExcept(Blank, Tab) < 0 && !rows.IsTooLong) continue;
            sink.Report.CountRow();
            if (AddLine(rows, people, sink) is { } fault) sink.Report.AddBadRow(sample.File.Path, rows.Line, fault, Encoding.UTF8.GetString(rows.Row[..Math.Min(rows.Row.Length, 4_000)]));
        }
    }

    private static string? AddLine(RowReader rows, HashSet<string> people, EventSink sink)
    {
        if (rows.IsTooLong) return $"the line is longer than {LongestLine:N0} bytes";
        ReadOnlySpan<byte> rest = rows.Row;
        if (rest.Contains((byte)0)) return "the line holds a NUL byte";
        if (!Utf8.IsValid(rest)) return "the line is not UTF-8";
        ReadOnlySpan<byte> user = Word(ref rest), item = Word(ref rest);
        if (item.IsEmpty) return "column 2 is missing: the line names a person and no item";
        if (!people.Add(Encoding.UTF8.GetString(user))) return $"column 1: '{Encoding.UTF8.GetString(user)}' has a line already";
        for (; !item.IsEmpty; item = Word(ref rest)) sink.Add(user, item);
        return null;
    }

    /// <summary>The next word; empty at the end.</summary>
    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> rest)
    {
        int start = rest.IndexOfAnyExcept(Blank, Tab);
        if (start < 0) return [];
        rest = rest[start..];
        int length = rest.IndexOfAny(Blank, Tab);
        ReadOnlySpan<byte> word = length < 0 ? rest : rest[..length];
        rest = rest[word.Length..];
        return word;
    }
}
