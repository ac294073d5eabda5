using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class PanelMatrixTests
{
    [Theory]
    [InlineData(1, 1), InlineData(300, 5), InlineData(4200, 66)]
    public void The_gram_matrix_holds_the_inner_products_of_the_columns(int rows, int columns)
    {
        PanelMatrix matrix = WeightedLeastSquaresTests.Vectors(rows, columns);
        double[] gram = matrix.Gram(VectorKernels.Chosen, new ParallelOptions());
        for (int i = 0; i < columns; i++)
            for (int j = 0; j < columns; j++)
                Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)matrix[row, i] * matrix[row, j]), gram[i * columns + j], 1e-6 * rows + 1e-6);
    }

    [Fact]
    public void Neither_threads_nor_kernels_change_a_bit_of_the_gram_matrix()
    {
        PanelMatrix matrix = WeightedLeastSquaresTests.Vectors(9000, 10);
        double[] one = matrix.Gram(VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Assert.Equal(one, matrix.Gram(VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = 3 }));
        Assert.Equal(one, matrix.Gram(new ScalarKernels(), new ParallelOptions()));
    }

    [Fact]
    public void Rows_go_in_and_out_across_panels()
    {
        var matrix = new PanelMatrix(3, 130);
        float[] values = [.. Enumerable.Range(0, 130).Select(i => (float)i)], row = new float[130];
        double[] wide = new double[130];
        matrix.SetRow(1, values);
        matrix.CopyRow(1, row);
        matrix.CopyRow(1, wide);
        Assert.Equal(values, row);
        Assert.Equal(values.Select(value => (double)value), wide);
        Assert.Equal(129, matrix[1, 129]);
        matrix.CopyRow(2, row);
        Assert.All(row, value => Assert.Equal(0, value));
    }
}
