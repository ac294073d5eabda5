using System.ComponentModel;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Live.Filters;

namespace Cicerone.Server.Merchandising;

/// <summary>A rule that may hold for some requests only.</summary>
internal abstract record MerchandisingRule
{
    private ItemFilter? _condition;

    [Description("For which requests the rule holds, as an expression over their context: device = \"mobile\" and hour >= 18. For all when it is left out.")]
    public string When
    {
        get;
        init => (field, _condition) = (value, value.Length == 0 ? null : FilterParser.Parse(value, columns: null));
    } = "";

    /// <summary>Whether the rule holds for a request.</summary>
    public bool Holds(RequestContext context) => _condition?.Accepts(context.Cells) ?? true;

    private protected static T Within<T>(T value, T least, T most, string what) where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0 ? value : throw new CiceroneException($"The {what} is {value}, but must lie in {least} to {most}.");
}

/// <summary>Shows an item at a place.</summary>
internal sealed record PinRule : MerchandisingRule
{
    [Description("External id of the item.")]
    public required string Item { get; init; }

    [Description("The place, 1 to 1000.")]
    public required int Position { get; init => field = Within(value, 1, RecommendationRequest.MostCount, "position"); }
}

/// <summary>Lifts or lowers items.</summary>
internal sealed record BoostRule : MerchandisingRule
{
    private const double Most = 10;

    [Description("Which items, as an expression over their columns.")]
    public required string Filter { get; init => (field, Expression) = (value, FilterParser.Parse(value, columns: null)); }

    [Description("By how much, -10 to 10, in spreads: 1 adds to the score what lies between the best and the last of the items that are ranked.")]
    public required double By { get; init => field = Within(value, -Most, Most, "boost"); }

    /// <summary>The filter as it is tried.</summary>
    internal ItemFilter Expression { get; private init; } = null!;
}

/// <summary>Lets so many items of one author, category or the like be in a list.</summary>
internal sealed record CapRule : MerchandisingRule
{
    [Description("A column of items; each entry of it is counted.")]
    public required string Column { get; init; }

    [Description("How many items of one entry there may be, 1 to 1000.")]
    public required int Most { get; init => field = Within(value, 1, RecommendationRequest.MostCount, "cap"); }
}

/// <summary>Shows, at some places and with some probability, an item that is drawn evenly from a pool.</summary>
internal sealed record ExplorationRule : MerchandisingRule
{
    private const int MostPositions = 100;

    [Description("The probability that a place is filled by drawing, above 0 and at most 1.")]
    public required double Probability { get; init => field = value is > 0 and <= 1 ? value : throw new CiceroneException($"The probability is {value}, but must lie above 0 and at most at 1."); }

    [Description("The places, 1 to 1000; at most 100 of them.")]
    public required IReadOnlyList<int> Positions
    {
        get;
        init => field = value.Count is >= 1 and <= MostPositions ? [.. value.Select(position => Within(position, 1, RecommendationRequest.MostCount, "position"))]
            : throw new CiceroneException($"There are {value.Count} positions, but must be 1 to {MostPositions}.");
    }

    [Description("Which items may be drawn, as an expression over their columns; all when it is left out.")]
    public string Filter
    {
        get;
        init => (field, Expression) = (value, value.Length == 0 ? null : FilterParser.Parse(value, columns: null));
    } = "";

    [Description("Only items that the model met at most so often in training: 0 for those it never met.")]
    public int? MostTrainingEvents { get; init => field = value is null or >= 0 ? value : throw new CiceroneException($"The most training events are {value}, but must be at least 0."); }

    [Description("Only items among the first so many that the model ranks, 1 to 1000.")]
    public int? Among { get; init => field = value is { } most ? Within(most, 1, RecommendationRequest.MostCount, "number of first items") : null; }

    /// <summary>The filter as it is tried; null for all.</summary>
    internal ItemFilter? Expression { get; private init; }
}
