using Cicerone.Kernels;
using CsCheck;

namespace Cicerone.Tests.Kernels;

/// <summary>Packed sets against sets of numbers.</summary>
public sealed class BitMatrixTests
{
    [Fact]
    public void And_or_and_counts_equal_those_of_plain_sets()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 6], Gen.ULong).Sample((columns, rows, seed) =>
        {
            var random = new RandomSource(seed);
            var bits = new BitMatrix(rows, columns);
            HashSet<int>[] sets = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Where(_ => random.NextInt(2) == 0).ToHashSet())];
            for (int row = 0; row < rows; row++)
                foreach (int column in sets[row]) bits.Add(row, column);
            int[] literals = [.. Enumerable.Range(0, random.NextInt(4)).Select(_ => random.NextInt(rows)).Select(row => random.NextInt(2) == 0 ? row : ~row)];
            bool Holds(int literal, int column) => literal >= 0 ? sets[literal].Contains(column) : !sets[~literal].Contains(column);
            int[] all = [.. Enumerable.Range(0, columns).Where(column => literals.All(literal => Holds(literal, column)))];
            int[] any = [.. Enumerable.Range(0, columns).Where(column => literals.Any(literal => Holds(literal, column)))];

            ulong[] and = new ulong[BitMatrix.Words(columns)], or = new ulong[and.Length];
            bits.And(literals, and);
            bits.Or(literals, or);
            Assert.Equal(all, Elements(and, columns));
            Assert.Equal(any, Elements(or, columns));
            Assert.Equal(all.Length, BitMatrix.Count(and));
            Assert.Equal(any.Length, BitMatrix.Count(or));
            Assert.Equal(all.Intersect(any).Count(), BitMatrix.CountShared(and, or));
            Assert.Equal(sets[0].Count, BitMatrix.Count(bits.Row(0)));
        });
    }

    [Fact]
    public void The_columns_of_a_sparse_matrix_become_sets_of_its_rows()
    {
        BitMatrix bits = BitMatrix.ColumnsOf(SparseMatrix.FromRows([[(0, 1f), (2, 1f)], [(2, 1f)]], 3));
        Assert.Equal((3, 2), (bits.Rows, bits.Columns));
        Assert.Equal([0], Elements(bits.Row(0), 2));
        Assert.Equal([], Elements(bits.Row(1), 2));
        Assert.Equal([0, 1], Elements(bits.Row(2), 2));
    }

    private static int[] Elements(ReadOnlySpan<ulong> set, int columns)
    {
        var elements = new List<int>();
        for (int column = 0; column < columns; column++)
            if (BitMatrix.Contains(set, column)) elements.Add(column);
        return [.. elements];
    }
}
