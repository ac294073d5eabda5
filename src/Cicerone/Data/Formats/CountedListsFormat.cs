using System.Globalization;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>
/// One person a line, <c>n item item …</c>: how many items there are, then the items. The line is the person, counted
/// from 0. CiteULike's <c>users.dat</c> is such a file.
/// </summary>
internal sealed class CountedListsFormat : ListFormat
{
    private const int EnoughLines = 20;

    public override string Name => "counted-lists";

    public override string Summary => "One person a line, 'n item item …', where n counts the items and the line is the person, from 0 (CiteULike's users.dat).";

    protected override string? Refusal(string[][] lines, FileSample sample) =>
        !lines.All(words => words[0] == $"{words.Length - 1}") ? "its lines do not begin with the number of items that follow"
        : lines.Length < EnoughLines && lines.DistinctBy(words => words[0]).Count() == lines.Length ? "its few lines may as well begin with people"
        : null;

    protected override string? Add(ReadOnlySpan<byte> line, long number, HashSet<int> people, EventSink sink)
    {
        ReadOnlySpan<byte> rest = line, first = Word(ref rest);
        int count = 0;
        for (ReadOnlySpan<byte> items = rest; !Word(ref items).IsEmpty;) count++;
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int told) || told != count)
            return $"column 1: '{Encoding.UTF8.GetString(first[..Math.Min(first.Length, 40)])}' is not the number of items that follow, {count}";
        int person = sink.Person(Encoding.UTF8.GetBytes($"{number - 1}"));
        for (ReadOnlySpan<byte> item = Word(ref rest); !item.IsEmpty; item = Word(ref rest)) sink.Add(person, item);
        return null;
    }
}
