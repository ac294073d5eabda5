namespace Cicerone.Server.Storage;

/// <summary>Something a person did, as a store keeps it.</summary>
/// <param name="User">External id of the person: 1 to 512 characters, none of them a control character.</param>
/// <param name="Item">External id of the item, likewise; it need not be known to any model.</param>
/// <exception cref="CiceroneException">A part is outside of what may be stored; the message says which.</exception>
public sealed record StoredEvent(string User, string Item)
{
    /// <summary>The action by which a person says that they do not want an item: it is no part of the history that a model reads, and neither is it recommended to them.</summary>
    public const string NotInterested = "not-interested";

    /// <summary>The earliest time that is taken for one: the start of 1900 in Unix milliseconds.</summary>
    public const long EarliestTime = -2_208_988_800_000;

    /// <summary>The time that every event lies before: the start of 2200 in Unix milliseconds.</summary>
    public const long EndOfTime = 7_258_118_400_000;

    /// <summary>External id of the person.</summary>
    public string User { get; } = ExternalId.Checked(User, "user");

    /// <summary>External id of the item.</summary>
    public string Item { get; } = ExternalId.Checked(Item, "item");

    /// <summary>Unix milliseconds, from 1900 to 2199; null when it is not known.</summary>
    public long? Time { get; init => field = CheckedTime(value); }

    /// <summary>A rating, count or amount; finite, or null when there is none.</summary>
    public float? Value
    {
        get;
        init => field = value is null || float.IsFinite(value.Value) ? value
            : throw new CiceroneException($"The value is {value}, but must be a finite number (of at most 3.4e38).");
    }

    /// <summary>What was done (view, click, purchase …), formed like an id; null when it is not told.</summary>
    public string? Action { get; init => field = value is null ? null : ExternalId.Checked(value, "action"); }

    /// <summary>The sender's key of the event, formed like an id: an event of a key that is already stored is not stored again. Null makes every event its own.</summary>
    public string? Id { get; init => field = value is null ? null : ExternalId.Checked(value, "id"); }

    /// <summary>What else the sender tells of it: a JSON document of at most 8,192 characters, or null.</summary>
    public string? Details { get; init => field = JsonText.Checked(value, "details"); }

    internal static long? CheckedTime(long? time) => time is null or (>= EarliestTime and < EndOfTime) ? time
        : throw new CiceroneException($"The time is {time} milliseconds from 1970, but must lie in the years 1900 to 2199.");
}
