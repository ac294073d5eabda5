namespace Cicerone.Server.Storage;

/// <summary>A list that a request was answered with.</summary>
/// <param name="Request">Id of the request, formed like an external id: one that is stored already is not stored again.</param>
/// <param name="Time">When it was answered, in Unix milliseconds.</param>
/// <param name="Model">The version of the model that ranked.</param>
/// <exception cref="CiceroneException">A part is outside of what may be stored; the message says which.</exception>
public sealed record StoredExposure(string Request, long Time, string Model)
{
    /// <summary>Id of the request.</summary>
    public string Request { get; } = ExternalId.Checked(Request, "request");

    /// <summary>External id of the person it was for; null for anybody, and for one whom the store does not know when it is stored.</summary>
    public string? User { get; init; }

    /// <summary>Name of the merchandising settings that composed it.</summary>
    public required string Merchandising { get; init; }

    /// <summary>Name of the experiment that the person took part in; null for none.</summary>
    public string? Experiment { get; init; }

    /// <summary>The person's arm; null without an experiment.</summary>
    public string? Arm { get; init; }

    /// <summary>The circumstances that the request told of.</summary>
    public IReadOnlyDictionary<string, string?> Context { get; init; } = new Dictionary<string, string?>();

    /// <summary>What was asked.</summary>
    public required ExposureQuery Query { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public double Milliseconds { get; init; }

    /// <summary>What was shown, the first place first.</summary>
    public required IReadOnlyList<ExposedItem> Items { get; init; }
}

/// <summary>What was asked, so that another model can be asked the same.</summary>
/// <param name="Events">How many events of the person the store had; the first so many by arrival were the history.</param>
/// <param name="Brought">Items that the request brought: a history, a session.</param>
/// <param name="Exclude">Items that were not to be shown.</param>
/// <param name="Filter">The filter; empty for none.</param>
/// <param name="IsWhole">False when the request brought more ids than are kept, so that it cannot be asked again.</param>
public sealed record ExposureQuery(int Events, IReadOnlyList<string> Brought, IReadOnlyList<string> Exclude, string Filter, bool IsWhole)
{
    private const int MostIds = 1000;

    /// <summary>A query of which at most 1,000 ids are kept.</summary>
    public static ExposureQuery Of(int events, IReadOnlyList<string> brought, IReadOnlyList<string> exclude, string filter)
    {
        ArgumentNullException.ThrowIfNull(brought);
        ArgumentNullException.ThrowIfNull(exclude);
        bool whole = brought.Count + exclude.Count <= MostIds;
        return new ExposureQuery(events, whole ? brought : [], whole ? exclude : [], filter, whole);
    }
}

/// <summary>An item that was shown.</summary>
/// <param name="Item">External id.</param>
/// <param name="Score">The score that it was shown with.</param>
/// <param name="Source">Where it came from: an algorithm, "boost", "pin", "exploration".</param>
/// <param name="Propensity">The probability of this item at this place, given the places before it: 1 where nothing was drawn.</param>
public sealed record ExposedItem(string Item, double Score, string Source, double Propensity);
