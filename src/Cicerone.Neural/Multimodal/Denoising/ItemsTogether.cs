using Cicerone.Kernels;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>The graph of items that the same people chose: for each the ten with the most people in common, in proportion to their number.</summary>
internal static class ItemsTogether
{
    private const int Most = 10;

    /// <summary>Rows add up to 1; the row of an item that shares nobody is the item itself.</summary>
    /// <param name="chosen">Who chose what, in training.</param>
    /// <param name="parallel">Threads.</param>
    public static SparseMatrix Of(SparseMatrix chosen, ParallelOptions parallel)
    {
        SparseMatrix choosers = chosen.Transpose();
        var rows = new (int Column, float Value)[chosen.Columns][];
        Parallel.For(0, chosen.Columns, parallel, () => new float[chosen.Columns], (item, _, counts) =>
        {
            counts.AsSpan().Clear();
            foreach (int person in choosers.Indices(item)) chosen.AddRowTo(person, counts);
            counts[item] = 0;
            var best = new LargestKeys(Most);
            for (int other = 0; other < counts.Length; other++)
                if (counts[other] > 0) best.Offer(counts[other], other);
            (int Index, float Number)[] kept = [.. best.Take().OrderBy(pair => pair.Index)];
            float sum = kept.Sum(pair => pair.Number);
            rows[item] = kept.Length == 0 ? [(item, 1)] : [.. kept.Select(pair => (pair.Index, pair.Number / sum))];
            return counts;
        }, _ => { });
        return SparseMatrix.FromRows(rows, chosen.Columns);
    }
}
