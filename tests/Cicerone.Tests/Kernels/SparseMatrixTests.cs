using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class SparseMatrixTests
{
    [Theory]
    [InlineData(1), InlineData(64), InlineData(100)]
    public void A_product_with_a_dense_matrix_is_what_the_entries_say(int width)
    {
        SparseMatrix matrix = Random(200, 50);
        PanelMatrix right = WeightedLeastSquaresTests.Vectors(50, width), product = new(200, width);
        matrix.Multiply(right, product, VectorKernels.Chosen, new ParallelOptions());
        for (int row = 0; row < 200; row++)
            for (int column = 0; column < width; column++)
                Assert.Equal(Enumerable.Range(0, 50).Sum(k => (double)matrix[row, k] * right[k, column]), product[row, column], 1e-4);
    }

    [Fact]
    public void Neither_threads_nor_kernels_change_a_bit_of_a_product_of_many_entries()
    {
        SparseMatrix matrix = Random(3000, 60);
        PanelMatrix right = WeightedLeastSquaresTests.Vectors(60, 70), one = new(3000, 70), other = new(3000, 70);
        matrix.Multiply(right, one, VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        matrix.Multiply(right, other, new ScalarKernels(), new ParallelOptions { MaxDegreeOfParallelism = 3 });
        for (int panel = 0; panel < 2; panel++) Assert.Equal(one.Row(panel, 0).ToArray(), other.Row(panel, 0).ToArray());
    }

    [Fact]
    public void Scaling_multiplies_entries_by_a_number_of_the_row_and_of_the_column()
    {
        SparseMatrix scaled = SparseMatrix.FromRows([[(0, 2f), (2, 3f)], [(1, 5f)]], 3).Scale([10, 100], [1, 2, 3]);
        Assert.Equal([20, 0, 90], Enumerable.Range(0, 3).Select(column => scaled[0, column]));
        Assert.Equal([0, 1000, 0], Enumerable.Range(0, 3).Select(column => scaled[1, column]));
    }

    /// <summary>A third of the places filled at random; every fifth row is empty.</summary>
    internal static SparseMatrix Random(int rows, int columns)
    {
        var random = new RandomSource((ulong)rows);
        return SparseMatrix.FromRows([.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns)
            .Where(_ => row % 5 != 0 && random.NextInt(3) == 0).Select(column => (column, (float)random.NextNormal())).ToArray())], columns);
    }
}
