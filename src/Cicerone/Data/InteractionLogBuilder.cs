namespace Cicerone.Data;

/// <summary>Collects events into an <see cref="InteractionLog"/>.</summary>
/// <param name="users">Vocabulary that the people's ids join; shared between the parts of a split.</param>
/// <param name="items">Likewise for items.</param>
/// <param name="actions">Likewise for actions.</param>
public sealed class InteractionLogBuilder(Vocabulary users, Vocabulary items, Vocabulary actions)
{
    internal const int MostActions = 256;

    private readonly List<int> _user = [], _item = [];
    private readonly List<long> _time = [];
    private readonly List<float> _value = [];
    private readonly List<byte> _action = [];

    /// <summary>A builder with vocabularies of its own.</summary>
    public InteractionLogBuilder() : this(new Vocabulary(), new Vocabulary(), new Vocabulary()) { }

    /// <summary>How many events have been added.</summary>
    public int Count => _user.Count;

    /// <summary>Adds one event. Either every event has a time, or none; likewise values and actions.</summary>
    /// <param name="user">External id of the person.</param>
    /// <param name="item">External id of the item.</param>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="value">A finite number.</param>
    /// <param name="action">Name of the action; at most 256 different ones.</param>
    /// <exception cref="CiceroneException">A column is present in some events and absent in others, a value is not finite, or there are too many actions.</exception>
    public void Add(ReadOnlySpan<char> user, ReadOnlySpan<char> item, long? time = null, float? value = null, string? action = null)
    {
        if (user.IsEmpty || item.IsEmpty) throw new CiceroneException("An event needs a person and an item; one of them is empty.");
        Check(time, value, action);
        Append(users.Add(user), items.Add(item), time, value, action);
    }

    /// <summary>Adds one event of ids that are in the vocabularies already.</summary>
    internal void Add(int user, int item, long? time, float? value, string? action)
    {
        Check(time, value, action);
        Append(user, item, time, value, action);
    }

    /// <summary>The events so far as a log.</summary>
    public InteractionLog Build() => new(users, items, actions, [.. _user], [.. _item], Column(_time), Column(_value), Column(_action));

    /// <summary>Divides the times by a number, to the nearest: for a source whose unit only its whole column tells.</summary>
    internal void DivideTimes(long by)
    {
        if (by == 1) return;
        for (int i = 0; i < _time.Count; i++) _time[i] = (long)Math.Round((double)_time[i] / by);
    }

    private void Check(long? time, float? value, string? action)
    {
        if (value is { } number && !float.IsFinite(number)) throw new CiceroneException($"A value must be a finite number, not {number}.");
        CheckColumn(_time.Count, time is not null, "time");
        CheckColumn(_value.Count, value is not null, "value");
        CheckColumn(_action.Count, action is not null, "action");
        if (action is not null && !actions.TryIndex(action, out _) && actions.Count == MostActions)
            throw new CiceroneException($"There are more than {MostActions} different actions; is the action column the right one?");
    }

    private void Append(int user, int item, long? time, float? value, string? action)
    {
        _user.Add(user);
        _item.Add(item);
        if (time is { } t) _time.Add(t);
        if (value is { } v) _value.Add(v);
        if (action is not null) _action.Add((byte)actions.Add(action));
    }

    private void CheckColumn(int filled, bool given, string name)
    {
        if (given ? filled != Count : filled > 0) throw Unlike(given, name);
    }

    private CiceroneException Unlike(bool given, string name) => new($"Event {Count + 1} has {(given ? "a" : "no")} {name}, unlike the events before it.");

    private T[]? Column<T>(List<T> values) => Count > 0 && values.Count == Count ? [.. values] : null;
}
