using System.Numerics.Tensors;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>
/// Gives items that share an id others, by changing the last code alone, so that an item stays under its first codes. Of those that share an id the first keeps it; each other takes the
/// first free one of the codes whose rows are most like that of its own code (by cosine), and where none of those is free, any free one. (After OnePiece, a solution of TencentGR's contest.)
/// </summary>
internal sealed class CollisionRepair(Codebooks tables, ulong seed)
{
    private const int NearCodes = 50;
    private readonly Dictionary<(int First, int Code), int[]> _near = [];

    /// <summary>Changes codes, shape [items, levels], in place. Items that share their first codes with more others than there are codes go on sharing.</summary>
    public void Apply(int[] codes)
    {
        int levels = tables.Levels;
        RandomSource random = RandomSource.For(seed, (ulong)levels);
        foreach (IGrouping<string, int> group in Enumerable.Range(0, codes.Length / levels).GroupBy(item => string.Join(' ', codes[(item * levels)..(item * levels + levels - 1)])))
        {
            bool[] used = new bool[tables.Codes];
            var left = new List<int>();
            foreach (int item in group)
            {
                int last = codes[item * levels + levels - 1];
                if (used[last]) left.Add(item);
                used[last] = true;
            }
            foreach (int item in left)
            {
                ref int last = ref codes[item * levels + levels - 1];
                if (Free(codes[item * levels], last, used, random) is not { } free) break;
                used[last = free] = true;
            }
        }
    }

    private int? Free(int first, int code, bool[] used, RandomSource random)
    {
        foreach (int near in Near(first, code))
            if (!used[near]) return near;
        int[] free = [.. Enumerable.Range(0, used.Length).Where(other => !used[other])];
        return free.Length == 0 ? null : free[random.NextInt(free.Length)];
    }

    private int[] Near(int first, int code)
    {
        (int, int) key = (tables.Nested ? first : 0, code);
        if (_near.TryGetValue(key, out int[]? near)) return near;
        float[] table = tables.Table(tables.Levels - 1, first).ToArray(), own = table[(code * tables.Width)..((code + 1) * tables.Width)];
        float Likeness(int other) => TensorPrimitives.CosineSimilarity<float>(own, table.AsSpan(other * tables.Width, tables.Width)) is var cosine && float.IsNaN(cosine) ? -1 : cosine;
        return _near[key] = [.. Enumerable.Range(0, tables.Codes).Where(other => other != code).OrderByDescending(Likeness).Take(NearCodes)];
    }
}
