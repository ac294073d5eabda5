namespace Cicerone.Client;

/// <summary>What is asked for. Either a user or a history is given, or neither with a session.</summary>
public sealed record RecommendationQuery
{
    /// <summary>Whom it is for: a person of the store.</summary>
    public string? User { get; init; }

    /// <summary>Ids of the items that somebody chose, oldest first.</summary>
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>Ids of the items of a session that goes on, after all of the history.</summary>
    public IReadOnlyList<string>? Session { get; init; }

    /// <summary>How many items, 1 to 1000; 10 where it is null.</summary>
    public int? Count { get; init; }

    /// <summary>How many reasons for each, 0 to 1000; 3 where it is null.</summary>
    public int? Reasons { get; init; }

    /// <summary>Ids that may not be recommended.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>Which items may be recommended, as an expression over their columns.</summary>
    public string? Filter { get; init; }

    /// <summary>0 orders by score alone; towards 1, items that have less in common with those before them come first.</summary>
    public double? Diversity { get; init; }

    /// <summary>Actions that the slot is for, each with its worth: <c>click:1,purchase:2.5</c>. The model must tell actions apart.</summary>
    public string? Action { get; init; }

    /// <summary>Circumstances that merchandising rules may ask for.</summary>
    public IReadOnlyDictionary<string, string?>? Context { get; init; }

    /// <summary>An id of the request, by which the exposure log names it; one is made where it is null.</summary>
    public string? Request { get; init; }
}
