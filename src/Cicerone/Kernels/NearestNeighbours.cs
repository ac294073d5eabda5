using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// The exact graph of nearest neighbours by cosine. Rows are compared in blocks, so that memory grows with rows and not with their
/// square; every row is ranked by one thread in the order of the columns, so that threads change no bit.
/// </summary>
internal static class NearestNeighbours
{
    private const int RowsAtOnce = 10 * VectorKernels.TileRows;

    /// <summary>For each row, the rows most like it, the likest first; equal ones by their numbers. A row whose cosine is not above 0 is no neighbour.</summary>
    /// <param name="rows">Shape [rows, width]. A row of zeros is like none.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="count">How many neighbours at most, at least 1; a row is not its own.</param>
    /// <param name="isIn">Whether a row takes part at all.</param>
    /// <param name="parallel">Threads.</param>
    public static (int Row, float Cosine)[][] Of(ReadOnlySpan<float> rows, int width, int count, Func<int, bool> isIn, ParallelOptions parallel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] unit = UnitRows(rows, width);
        int all = unit.Length / width;
        int[] taken = [.. Enumerable.Range(0, all).Where(isIn)];
        var panels = new ItemPanels(unit, width, taken);
        var neighbours = new (int Row, float Cosine)[all][];
        Array.Fill(neighbours, []);
        Parallel.For(0, (taken.Length + RowsAtOnce - 1) / RowsAtOnce, parallel, block =>
        {
            ReadOnlySpan<int> own = taken.AsSpan(block * RowsAtOnce, Math.Min(RowsAtOnce, taken.Length - block * RowsAtOnce));
            float[] queries = new float[own.Length * width], cosines = new float[own.Length * all];
            for (int i = 0; i < own.Length; i++) unit.AsSpan(own[i] * width, width).CopyTo(queries.AsSpan(i * width));
            panels.AddScores(VectorKernels.Chosen, queries, cosines);
            for (int i = 0; i < own.Length; i++) neighbours[own[i]] = Best(cosines.AsSpan(i * all, all), own[i], count);
        });
        return neighbours;
    }

    /// <summary>The rows brought to length 1; a row of zeros stays.</summary>
    public static float[] UnitRows(ReadOnlySpan<float> rows, int width)
    {
        float[] unit = rows.ToArray();
        for (int start = 0; start < unit.Length; start += width)
        {
            Span<float> row = unit.AsSpan(start, width);
            if (TensorPrimitives.Norm<float>(row) is > 0 and float length) TensorPrimitives.Divide(row, length, row);
        }
        return unit;
    }

    private static (int Row, float Cosine)[] Best(ReadOnlySpan<float> cosines, int own, int count)
    {
        var best = new LargestKeys(count);
        for (int other = 0; other < cosines.Length; other++)
            if (other != own && cosines[other] > 0) best.Offer(cosines[other], other);
        return best.Take();
    }
}
