namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The features that TencentGR has, where a layout must know them beforehand.</summary>
internal static class AdFields
{
    private static readonly string[] Published = ["100", "101", "102", "112", "114", "115", "116", "117", "118", "119", "120", "121", "122"];

    /// <summary>Those of people.</summary>
    public static IReadOnlyList<string> OfPeople { get; } = ["103", "104", "105", "106", "107", "108", "109", "110"];

    /// <summary>Those of advertisements: the published ones, and others that the indexer has values of.</summary>
    public static IReadOnlyList<string> OfItems(AdIndexer indexer) => [.. Published.Union(indexer.Features.Keys.Except(OfPeople)).Order(StringComparer.Ordinal)];

    /// <summary>Whether a feature is a list however many values it has.</summary>
    public static bool IsList(string id) => id is "106" or "107" or "108" or "110";
}
