namespace Cicerone.Client;

/// <summary>How lists are composed of what a model ranks.</summary>
public sealed record MerchandisingSettings
{
    /// <summary>Which items are in stock, as an expression over their columns; empty for all.</summary>
    public string Stock { get; init; } = "";

    /// <summary>Items at places.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>Items that are lifted or lowered.</summary>
    public IReadOnlyList<Boost> Boosts { get; init; } = [];

    /// <summary>How many items of one author or category a list may have.</summary>
    public IReadOnlyList<Cap> Caps { get; init; } = [];

    /// <summary>Places that are drawn.</summary>
    public IReadOnlyList<Exploration> Explorations { get; init; } = [];
}

/// <summary>Shows an item at a place.</summary>
/// <param name="Item">External id.</param>
/// <param name="Position">The place, 1 to 1000.</param>
/// <param name="When">For which requests, as an expression over their context; empty for all.</param>
public sealed record Pin(string Item, int Position, string When = "");

/// <summary>Lifts or lowers items.</summary>
/// <param name="Filter">Which, as an expression over their columns.</param>
/// <param name="By">By how many spreads of the scores, -10 to 10.</param>
/// <param name="When">For which requests; empty for all.</param>
public sealed record Boost(string Filter, double By, string When = "");

/// <summary>Lets so many items of one entry of a column be in a list.</summary>
/// <param name="Column">The column.</param>
/// <param name="Most">How many, 1 to 1000.</param>
/// <param name="When">For which requests; empty for all.</param>
public sealed record Cap(string Column, int Most, string When = "");

/// <summary>Fills places by drawing, with some probability.</summary>
/// <param name="Probability">Above 0 and at most 1.</param>
/// <param name="Positions">The places.</param>
/// <param name="Filter">Which items may be drawn; empty for all.</param>
/// <param name="MostTrainingEvents">Only items met at most so often in training; null for any.</param>
/// <param name="Among">Only items among the first so many of the ranking; null for any.</param>
/// <param name="When">For which requests; empty for all.</param>
public sealed record Exploration(double Probability, IReadOnlyList<int> Positions, string Filter = "", int? MostTrainingEvents = null, int? Among = null, string When = "");

/// <summary>The name of what was removed.</summary>
/// <param name="Removed">The name.</param>
public sealed record RemovedName(string Removed);
