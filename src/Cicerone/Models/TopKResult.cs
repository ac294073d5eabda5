namespace Cicerone.Models;

/// <summary>
/// Rankings of a batch of queries: shape [queries, places], best first. A query with fewer candidates than places has
/// fewer items; <see cref="Length"/> tells.
/// </summary>
public sealed class TopKResult(int queries, int places)
{
    private readonly int[] _items = new int[checked(queries * places)];
    private readonly float[] _scores = new float[checked(queries * places)];
    private readonly int[] _lengths = new int[queries];

    /// <summary>How many queries there are.</summary>
    public int Queries => _lengths.Length;

    /// <summary>The most items a query can have.</summary>
    public int Places => places;

    /// <summary>How many items a query got.</summary>
    public int Length(int query) => _lengths[query];

    /// <summary>The items of a query, best first.</summary>
    public ReadOnlySpan<int> Items(int query) => _items.AsSpan(query * places, _lengths[query]);

    /// <summary>Their scores.</summary>
    public ReadOnlySpan<float> Scores(int query) => _scores.AsSpan(query * places, _lengths[query]);

    /// <summary>Room to write one ranking into: items and scores of <see cref="Places"/> places.</summary>
    public (Memory<int> Items, Memory<float> Scores) Room(int query) =>
        (_items.AsMemory(query * places, places), _scores.AsMemory(query * places, places));

    /// <summary>Says how many places of a query were filled.</summary>
    public void SetLength(int query, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, places);
        _lengths[query] = length;
    }
}
