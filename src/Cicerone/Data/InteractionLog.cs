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

    private static T[]? Pick<T>(T[]? column, ReadOnlySpan<int> rows)
    {
        if (column is null) return null;
        T[] picked = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) picked[i] = column[rows[i]];
        return picked;
    }
}
