namespace Cicerone.Data;

/// <summary>
/// What a person has done so far, oldest first. The four columns have one length, or are empty where
/// the source has no such column (items are always there).
/// </summary>
/// <param name="Items">Item indices.</param>
/// <param name="Times">Unix milliseconds.</param>
/// <param name="Values">Ratings, counts or amounts, as in the source.</param>
/// <param name="Actions">Indices into the log's actions.</param>
public readonly record struct History(
    ReadOnlyMemory<int> Items,
    ReadOnlyMemory<long> Times,
    ReadOnlyMemory<float> Values,
    ReadOnlyMemory<byte> Actions)
{
    /// <summary>A history of items alone, oldest first.</summary>
    public static History Of(params int[] items) => new(items, default, default, default);

    /// <summary>How many events there are.</summary>
    public int Count => Items.Length;

    /// <summary>The items without repetition, in the order of their first appearance.</summary>
    public int[] DistinctItems() => [.. Items.ToArray().Distinct()];
}
