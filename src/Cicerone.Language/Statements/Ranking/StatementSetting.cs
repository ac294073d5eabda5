namespace Cicerone.Language.Statements.Ranking;

/// <summary>Which statements are candidates for a request.</summary>
/// <param name="OfItem">Those of the item alone; else all.</param>
/// <param name="IsClean">Those of training reviews alone. The reference takes every review, the judged one too, so that what no training review says can only be of a held-out one.</param>
public sealed record StatementSetting(bool OfItem, bool IsClean)
{
    /// <summary>All four, as tables name them.</summary>
    public static IReadOnlyList<StatementSetting> All { get; } = [new(OfItem: false, IsClean: false), new(OfItem: false, IsClean: true), new(OfItem: true, IsClean: false), new(OfItem: true, IsClean: true)];

    /// <summary>Its name in tables: <c>item-clean</c>.</summary>
    public string Name => $"{(OfItem ? "item" : "global")}-{(IsClean ? "clean" : "reference")}";
}
