using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class SubspaceIterationTests
{
    [Fact]
    public void A_diagonal_matrix_has_unit_vectors_in_the_order_of_its_numbers()
    {
        PanelMatrix vectors = Vectors(SparseMatrix.FromRows([[(0, 2f)], [(1, 5f)], [(2, 3f)], [(3, -4f)]], 4), 3);
        Assert.Equal(3, vectors.Columns);
        int[] order = [1, 3, 2];
        for (int column = 0; column < 3; column++)
            for (int row = 0; row < 4; row++) Assert.Equal(row == order[column] ? 1 : 0, Math.Abs(vectors[row, column]), 1e-5);
    }

    [Theory]
    [InlineData(40, 30, 7), InlineData(300, 200, 20)]
    public void Vectors_are_orthonormal_and_keep_their_direction_under_the_matrix_and_its_transpose(int rows, int columns, int count)
    {
        SparseMatrix matrix = SparseMatrixTests.Random(rows, columns);
        PanelMatrix vectors = Vectors(matrix, count), there = new(rows, count), back = new(columns, count);
        matrix.Multiply(vectors, there, VectorKernels.Chosen, new ParallelOptions());
        matrix.Transpose().Multiply(there, back, VectorKernels.Chosen, new ParallelOptions());
        double[] gram = vectors.Gram(VectorKernels.Chosen, new ParallelOptions()), values = there.Gram(VectorKernels.Chosen, new ParallelOptions());
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++) Assert.Equal(i == j ? 1 : 0, gram[i * count + j], 1e-5);
            if (i > 0) Assert.True(values[i * count + i] <= values[(i - 1) * count + i - 1] * (1 + 1e-6)); // the largest first
            for (int row = 0; row < columns; row++) Assert.Equal(values[i * count + i] * vectors[row, i], back[row, i], 0.02 * values[0]);
        }
    }

    [Fact]
    public void A_matrix_of_low_rank_has_no_more_vectors_than_its_rank()
    {
        (int, float)[] row = [(0, 1f), (1, 2f), (2, 3f)];
        PanelMatrix vectors = Vectors(SparseMatrix.FromRows([row, row, row, [(3, 1f)]], 5), 4);
        Assert.Equal(2, vectors.Columns);
        double sign = Math.Sign(vectors[0, 0]), length = Math.Sqrt(14);
        for (int k = 0; k < 3; k++) Assert.Equal(sign * (k + 1) / length, vectors[k, 0], 1e-5);
        Assert.Equal(1, Math.Abs(vectors[3, 1]), 1e-5);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        SparseMatrix matrix = SparseMatrixTests.Random(300, 200);
        PanelMatrix one = Vectors(matrix, 10, threads: 1), two = Vectors(matrix, 10, threads: 2);
        Assert.Equal(one.Row(0, 0).ToArray(), two.Row(0, 0).ToArray());
    }

    private static PanelMatrix Vectors(SparseMatrix matrix, int count, int threads = 2) =>
        SubspaceIteration.RightVectors(matrix, count, seed: 1, VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => { });
}
