using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class CholeskyTests
{
    public static MatrixTheoryData<string, int> Cases => new(VectorKernels.All.Where(kernels => kernels.IsAvailable).Select(kernels => kernels.Name), [1, 3, 64, 65, 67, 130, 257, 600]);

    [Theory, MemberData(nameof(Cases))]
    public void A_matrix_times_its_inverse_is_the_identity(string kernels, int n)
    {
        SquareMatrix matrix = PositiveDefinite(n), inverse = PositiveDefinite(n);
        Cholesky.InvertInPlace(inverse, VectorKernels.Choose(kernels), new ParallelOptions { MaxDegreeOfParallelism = 2 });
        for (int i = 0; i < n; i += n > 300 ? 97 : 1)
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += matrix[i, k] * inverse[k, j];
                Assert.Equal(i == j ? 1 : 0, sum, 1e-9);
                Assert.Equal(inverse[i, j], inverse[j, i]);
            }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        SquareMatrix one = PositiveDefinite(200), two = PositiveDefinite(200);
        Cholesky.InvertInPlace(one, VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Cholesky.InvertInPlace(two, VectorKernels.Chosen, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        for (int i = 0; i < 200; i++) Assert.Equal(one.Row(i, 0, 200).ToArray(), two.Row(i, 0, 200).ToArray());
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused()
    {
        var matrix = new SquareMatrix(2);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]) = (1, 2, 2, 1);
        Assert.Throws<CiceroneException>(() => Cholesky.InvertInPlace(matrix, VectorKernels.Chosen, new ParallelOptions()));
    }

    /// <summary>Random and symmetric, with a diagonal that outweighs the rest of its row.</summary>
    private static SquareMatrix PositiveDefinite(int n)
    {
        var random = new RandomSource(7);
        var matrix = new SquareMatrix(n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = i == j ? n : 2 * random.NextDouble() - 1;
        return matrix;
    }
}
