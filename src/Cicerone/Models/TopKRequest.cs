namespace Cicerone.Models;

/// <summary>How much of a ranking is wanted.</summary>
/// <param name="Count">How many items for each query, at least 1.</param>
/// <param name="Excluded">For each query, items that may not appear (seen ones, say); null excludes nothing.</param>
public sealed record TopKRequest(int Count, IReadOnlyList<ReadOnlyMemory<int>>? Excluded = null)
{
    /// <summary>How many items for each query.</summary>
    public int Count { get; } = Count > 0 ? Count : throw new ArgumentOutOfRangeException(nameof(Count), "A ranking needs at least one place.");
}
