using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Parquet.Schema;

namespace Cicerone.Parquet.TencentGr;

/// <summary>A part of <c>seq/</c>: a person a row, with a list of structures of item, action and time.</summary>
internal static class SequencePart
{
    /// <summary>Reads a part. Row groups that are passed over whole cost no more than their footers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="skip">How many people are passed over.</param>
    /// <returns>The people, read as they are asked for, and how many were passed over: all of the part's at most.</returns>
    /// <exception cref="CiceroneException">The file is damaged, or of another kind.</exception>
    public static (IEnumerable<AdHistory> People, long Passed) Read(string path, long skip)
    {
        if (skip <= 0) return (People(path, 0), 0);
        using var part = new ParquetPart(new DataFile(path));
        long rows = Enumerable.Range(0, part.GroupCount).Sum(group => (long)part.RowsOf(group));
        return (skip >= rows ? [] : People(path, skip), Math.Min(skip, rows));
    }

    private static IEnumerable<AdHistory> People(string path, long skip)
    {
        using var part = new ParquetPart(new DataFile(path));
        DataField user = part.Fields.OfType<DataField>().FirstOrDefault(field => field.Name == "user_id") ?? throw Strange(path);
        ListField list = part.Fields.OfType<ListField>().FirstOrDefault(field => field.Name == "seq") ?? throw Strange(path);
        DataField Column(string name) => (list.Item as StructField)?.Fields.OfType<DataField>().FirstOrDefault(field => field.Name == name) ?? throw Strange(path);
        DataField item = Column("item_id"), action = Column("action_type"), time = Column("timestamp");
        for (int group = 0; group < part.GroupCount; group++)
        {
            int rows = part.RowsOf(group), first = (int)Math.Min(skip, rows);
            skip -= first;
            if (first == rows) continue;
            using var values = new ParquetValues(part, part.Open(group));
            Ragged<long> users = values.Numbers(user), items = values.Numbers(item, list), actions = values.Numbers(action, list), times = values.Numbers(time, list);
            if (users.Values.Length != rows) throw new CiceroneException($"{path}: the column 'user_id' has no value in {rows - users.Values.Length:N0} rows.");
            for (int row = first; row < rows; row++)
            {
                if (items[row].Length != actions[row].Length || items[row].Length != times[row].Length) throw values.Fault(row, "its events do not all have an item, an action and a time");
                yield return new AdHistory(Index(users.Values[row], values, row), Of(items, row, one => Index(one, values, row)), Of(actions, row, one => Action(one, values, row)), times[row].ToArray());
            }
        }
    }

    private static T[] Of<T>(Ragged<long> column, int row, Func<long, T> convert)
    {
        ReadOnlySpan<long> from = column[row];
        var to = new T[from.Length];
        for (int i = 0; i < to.Length; i++) to[i] = convert(from[i]);
        return to;
    }

    private static int Index(long id, ParquetValues values, int row) => id is > 0 and <= int.MaxValue ? (int)id : throw values.Fault(row, $"the id {id} is no index from 1");

    private static AdAction Action(long action, ParquetValues values, int row) =>
        action is >= (int)AdAction.Exposure and <= (int)AdAction.Conversion ? (AdAction)action : throw values.Fault(row, $"the action {action} is none of 0 (exposure), 1 (click) and 2 (conversion)");

    private static CiceroneException Strange(string path) => new($"{path} has no columns 'user_id' and 'seq', a list of structures of 'item_id', 'action_type' and 'timestamp'.");
}
