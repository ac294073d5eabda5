using System.ComponentModel;

namespace Cicerone.Server.Merchandising;

/// <summary>How lists are composed of what a model ranks: one document of rules.</summary>
internal sealed record MerchandisingSettings
{
    /// <summary>The name of the settings that hold where no experiment says otherwise.</summary>
    public const string Default = "default";

    [Description("Which items are in stock, as an expression over their columns; any other is never shown. All are when it is left out.")]
    public string Stock { get; init; } = "";

    [Description("Items at places. Of two for one place the first that holds is taken.")]
    public IReadOnlyList<PinRule> Pins { get; init; } = [];

    [Description("Items that are lifted or lowered; boosts add up.")]
    public IReadOnlyList<BoostRule> Boosts { get; init; } = [];

    [Description("How many items of one author or category a list may have. Pins count, and are not barred.")]
    public IReadOnlyList<CapRule> Caps { get; init; } = [];

    [Description("Places that are drawn. Of two for one place the first that holds is taken.")]
    public IReadOnlyList<ExplorationRule> Explorations { get; init; } = [];

    /// <summary>No rules.</summary>
    public static MerchandisingSettings None { get; } = new();
}
