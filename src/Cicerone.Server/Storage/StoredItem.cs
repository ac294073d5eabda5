namespace Cicerone.Server.Storage;

/// <summary>What was told of an item since the model was fitted.</summary>
/// <param name="Id">External id: 1 to 512 characters, none of them a control character.</param>
/// <exception cref="CiceroneException">A part is outside of what may be stored; the message says which.</exception>
public sealed record StoredItem(string Id)
{
    private const int MostEntries = 256, MostNumbers = 4096;

    /// <summary>External id.</summary>
    public string Id { get; } = ExternalId.Checked(Id, "item");

    /// <summary>Whether it may be recommended.</summary>
    public ItemState State { get; init; }

    /// <summary>When it came out, in Unix milliseconds from 1900 to 2199; null when that is not known.</summary>
    public long? Time { get; init => field = StoredEvent.CheckedTime(value); }

    /// <summary>Categories, at most 256, each formed like an id.</summary>
    public IReadOnlyList<string> Categories
    {
        get;
        init => field = value.Count <= MostEntries ? [.. value.Select(category => ExternalId.Checked(category, "category"))]
            : throw new CiceroneException($"There are {value.Count} categories, but may be {MostEntries}.");
    } = [];

    /// <summary>Cells by column, at most 256: they stand before those of the catalogue. Names are formed like ids; cells take at most 8,192 characters.</summary>
    public IReadOnlyDictionary<string, string?> Columns
    {
        get;
        init => field = value.Count <= MostEntries ? value.ToDictionary(cell => ExternalId.Checked(cell.Key, "name of a column"), cell => cell.Value is null ? null : ExternalId.CheckedRemark(cell.Value, cell.Key))
            : throw new CiceroneException($"There are {value.Count} columns, but may be {MostEntries}.");
    } = new Dictionary<string, string?>();

    /// <summary>Its vector of 1 to 4,096 finite numbers, for a model that learned from vectors that were brought; null for none.</summary>
    public IReadOnlyList<float>? Vector
    {
        get;
        init => field = value is null || (value.Count is >= 1 and <= MostNumbers && value.All(float.IsFinite)) ? value
            : throw new CiceroneException($"The vector has {value.Count} numbers, but must have 1 to {MostNumbers}, all finite.");
    }

    /// <summary>Any JSON, of at most 8,192 characters; null for none.</summary>
    public string? Labels { get; init => field = JsonText.Checked(value, "labels"); }

    /// <summary>A remark of at most 8,192 characters.</summary>
    public string Comment { get; init => field = ExternalId.CheckedRemark(value, "comment"); } = "";
}

/// <summary>Whether an item may be recommended.</summary>
public enum ItemState
{
    /// <summary>It may.</summary>
    Shown,

    /// <summary>It may not, for now.</summary>
    Hidden,

    /// <summary>It was deleted: though the model may know it, it is as if it were not there.</summary>
    Deleted,
}
