namespace Cicerone.Data;

/// <summary>
/// The events of every person, oldest first. Sorting is stable: events of one moment keep the order of their source
/// (an unstable sort changes which event is a person's last, and with it the test set).
/// </summary>
public sealed class Histories
{
    private readonly int[] _offsets, _items, _rows;
    private readonly long[]? _times;
    private readonly float[]? _values;
    private readonly byte[]? _actions;

    private Histories(InteractionLog log, int[] offsets, int[] rows)
    {
        (_offsets, _rows) = (offsets, rows);
        InteractionLog sorted = log.Select(rows);
        _items = sorted.Item.ToArray();
        _times = log.HasTimes ? sorted.Time.ToArray() : null;
        _values = log.HasValues ? sorted.Value.ToArray() : null;
        _actions = log.HasActions ? sorted.Action.ToArray() : null;
    }

    /// <summary>How many people there are, those without events included.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>The history of a person.</summary>
    public History this[int person]
    {
        get
        {
            Range range = _offsets[person].._offsets[person + 1];
            return new History(_items.AsMemory(range), _times is null ? default : _times.AsMemory(range),
                _values is null ? default : _values.AsMemory(range), _actions is null ? default : _actions.AsMemory(range));
        }
    }

    /// <summary>The rows of the log that a history is made of, in its order.</summary>
    public ReadOnlySpan<int> Rows(int person) => _rows.AsSpan(_offsets[person].._offsets[person + 1]);

    /// <summary>Groups the events of a log by person.</summary>
    public static Histories Of(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        int[] offsets = new int[log.Users.Count + 1];
        foreach (int person in log.User) offsets[person + 1]++;
        for (int person = 0; person < log.Users.Count; person++) offsets[person + 1] += offsets[person];
        int[] rows = new int[log.Count], next = offsets[..^1];
        for (int row = 0; row < log.Count; row++) rows[next[log.User[row]]++] = row;
        if (log.HasTimes) SortByTime(log, offsets, rows);
        return new Histories(log, offsets, rows);
    }

    private static void SortByTime(InteractionLog log, int[] offsets, int[] rows)
    {
        var keys = new (long Time, int Row)[rows.Length];
        for (int i = 0; i < rows.Length; i++) keys[i] = (log.Time[rows[i]], rows[i]);
        for (int person = 0; person + 1 < offsets.Length; person++)
        {
            Range range = offsets[person]..offsets[person + 1];
            Array.Sort(keys, rows, range.Start.Value, range.End.Value - range.Start.Value);
        }
    }
}
