namespace Cicerone.Metrics;

/// <summary>Items by how often they were chosen in training; keys end in <c>/1-4</c> and so on.</summary>
internal static class CountBin
{
    private static readonly int[] From = [1, 5, 10, 20, 50];

    /// <summary>Names of the bins, fewest events first. Items without an event are in none: they are cold.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. From.Index().Select(bin => bin.Index + 1 < From.Length ? $"{bin.Item}-{From[bin.Index + 1] - 1}" : $"{bin.Item}+")];

    /// <summary>The bin of a number of events; −1 for none.</summary>
    public static int Of(int count) => Array.FindLastIndex(From, from => count >= from);
}
