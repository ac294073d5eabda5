using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>Draws people or items by their external ids, so that the draw does not depend on the order of the source.</summary>
internal static class Draw
{
    /// <summary>The indices in a random order.</summary>
    public static int[] InOrder(IEnumerable<int> indices, Vocabulary ids, ulong seed) =>
        [.. indices.OrderBy(index => RandomSource.For(seed, RandomSource.Hash(ids[index])).NextUInt64()).ThenBy(index => ids[index], StringComparer.Ordinal)];
}
