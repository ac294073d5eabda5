namespace Cicerone.Data;

/// <summary>
/// Events, one a row, in the order of their source: who, what, when, how much, which action.
/// Columns are arrays of one length; ids are indices into the vocabularies. Immutable.
/// </summary>
public sealed class InteractionLog
{
    internal InteractionLog(Vocabulary users, Vocabulary items, Vocabulary actions,
        int[] user, int[] item, long[]? time, float[]? value, byte[]? action)
    {
        (Users, Items, Actions) = (users, items, actions);
        (_user, _item, _time, _value, _action) = (user, item, time, value, action);
    }

    private readonly int[] _user, _item;
    private readonly long[]? _time;
    private readonly float[]? _value;
    private readonly byte[]? _action;

    /// <summary>External ids of the people.</summary>
    public Vocabulary Users { get; }

    /// <summary>External ids of the items.</summary>
    public Vocabulary Items { get; }

    /// <summary>Names of the actions (view, click, purchase …); empty where the source has none.</summary>
    public Vocabulary Actions { get; }

    /// <summary>How many events there are.</summary>
    public int Count => _user.Length;

    /// <summary>Person of each event.</summary>
    public ReadOnlySpan<int> User => _user;

    /// <summary>Item of each event.</summary>
    public ReadOnlySpan<int> Item => _item;

    /// <summary>Unix milliseconds of each event; empty unless <see cref="HasTimes"/>.</summary>
    public ReadOnlySpan<long> Time => _time;

    /// <summary>The same as <see cref="Time"/>, to be kept.</summary>
    internal ReadOnlyMemory<long> Times => _time;

    /// <summary>Rating, count or amount of each event; empty unless <see cref="HasValues"/>.</summary>
    public ReadOnlySpan<float> Value => _value;

    /// <summary>Action of each event; empty unless <see cref="HasActions"/>.</summary>
    public ReadOnlySpan<byte> Action => _action;

    /// <summary>Whether the source tells when events happened.</summary>
    public bool HasTimes => _time is not null;

    /// <summary>Whether the source has a value beside each event.</summary>
    public bool HasValues => _value is not null;

    /// <summary>Whether the source names the action of each event.</summary>
    public bool HasActions => _action is not null;

    /// <summary>The given rows, in the given order, over the same vocabularies.</summary>
    public InteractionLog Select(ReadOnlySpan<int> rows) => new(Users, Items, Actions,
        Pick(_user, rows)!, Pick(_item, rows)!, Pick(_time, rows), Pick(_value, rows), Pick(_action, rows));

    /// <summary>The events of people and items that other vocabularies know too, over those; in their order.</summary>
    /// <param name="users">People who stay.</param>
    /// <param name="items">Items that stay.</param>
    internal InteractionLog Over(Vocabulary users, Vocabulary items)
    {
        int[] newUser = Places(Users, users), newItem = Places(Items, items);
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => newUser[_user[row]] >= 0 && newItem[_item[row]] >= 0)];
        InteractionLog kept = Select(rows);
        return new InteractionLog(users, items, Actions, [.. kept._user.Select(user => newUser[user])], [.. kept._item.Select(item => newItem[item])], kept._time, kept._value, kept._action);
    }

    /// <summary>Adds to the count of each item how many events it has.</summary>
    internal void CountItems(int[] counts)
    {
        foreach (int item in _item) counts[item]++;
    }

    private static int[] Places(Vocabulary from, Vocabulary to) => [.. from.Ids.Select(id => to.TryIndex(id, out int place) ? place : -1)];

    /// <summary>The events of several logs over the same vocabularies, one log after the other.</summary>
    /// <exception cref="ArgumentException">The logs have different vocabularies, or there are none.</exception>
    public static InteractionLog Concat(params ReadOnlySpan<InteractionLog> logs)
    {
        if (logs.IsEmpty) throw new ArgumentException("There are no logs to put together.", nameof(logs));
        InteractionLog first = logs[0];
        bool times = true, values = true, actions = true;
        foreach (InteractionLog log in logs)
        {
            if (log.Users != first.Users || log.Items != first.Items) throw new ArgumentException("The logs do not share their vocabularies.", nameof(logs));
            (times, values, actions) = (times && (log.HasTimes || log.Count == 0), values && (log.HasValues || log.Count == 0), actions && (log.HasActions || log.Count == 0));
        }
        return new InteractionLog(first.Users, first.Items, first.Actions, Join(logs, log => log._user)!, Join(logs, log => log._item)!,
            times ? Join(logs, log => log._time) : null, values ? Join(logs, log => log._value) : null, actions ? Join(logs, log => log._action) : null);
    }

    private static T[] Join<T>(ReadOnlySpan<InteractionLog> logs, Func<InteractionLog, T[]?> column)
    {
        var joined = new List<T>();
        foreach (InteractionLog log in logs) joined.AddRange(column(log) ?? []);
        return [.. joined];
    }

    private static T[]? Pick<T>(T[]? column, ReadOnlySpan<int> rows)
    {
        if (column is null) return null;
        T[] picked = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) picked[i] = column[rows[i]];
        return picked;
    }
}
