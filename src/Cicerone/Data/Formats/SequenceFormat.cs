using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>
/// One person a line: <c>user item item …</c> with blanks between. The order of a line is the order of time. LightGCN's
/// <c>train.txt</c> and <c>test.txt</c> are such files.
/// </summary>
internal sealed class SequenceFormat : ListFormat
{
    private const string Advice = "say what its columns are, as in --columns user=1,item=2";

    public override string Name => "sequences";

    public override string Summary => "One person a line, 'user item item …' with blanks between, in the order of time (LightGCN's train.txt and test.txt too).";

    protected override string? Refusal(string[][] lines, FileSample sample)
    {
        if (lines[0].Length < 2) return "its first line is one word";
        if (lines.Select(words => words[0]).CountBy(person => person).FirstOrDefault(count => count.Value > 1).Key is { } twice)
            return $"two lines begin with '{twice}', as in a table with several rows a person; {Advice}";
        int[] tabs = [.. sample.Lines.Select(line => line.AsSpan().Count('\t')).Distinct()];
        bool isTable = tabs is [> 0] && lines.Length > 1 && !sample.Lines[0].Contains(' ', StringComparison.Ordinal);
        return isTable ? $"every line has as many columns, as in a table; {Advice}" : null;
    }

    protected override string? Add(ReadOnlySpan<byte> line, long number, HashSet<int> people, EventSink sink)
    {
        ReadOnlySpan<byte> rest = line, user = Word(ref rest), item = Word(ref rest);
        if (item.IsEmpty) return "column 2 is missing: the line names a person and no item";
        int person = sink.Person(user);
        if (!people.Add(person)) return $"column 1: '{Encoding.UTF8.GetString(user)}' has a line already";
        for (; !item.IsEmpty; item = Word(ref rest)) sink.Add(person, item);
        return null;
    }
}
