using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(1), InlineData(3), InlineData(64), InlineData(65), InlineData(67), InlineData(130), InlineData(257)]
    public void A_matrix_times_its_inverse_is_the_identity(int n)
    {
        double[] matrix = PositiveDefinite(n), inverse = [.. matrix];
        Cholesky.InvertInPlace(inverse, n, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += matrix[i * n + k] * inverse[k * n + j];
                Assert.Equal(i == j ? 1 : 0, sum, 1e-9);
                Assert.Equal(inverse[i * n + j], inverse[j * n + i]);
            }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        double[] one = PositiveDefinite(200), two = [.. one];
        Cholesky.InvertInPlace(one, 200, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Cholesky.InvertInPlace(two, 200, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(one, two);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused() =>
        Assert.Throws<CiceroneException>(() => Cholesky.InvertInPlace([1, 2, 2, 1], 2, new ParallelOptions()));

    private static double[] PositiveDefinite(int n)
    {
        var random = new RandomSource(7);
        double[] factor = [.. Enumerable.Range(0, n * n).Select(_ => random.NextNormal())], matrix = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++) matrix[i * n + j] += factor[i * n + k] * factor[j * n + k] / n;
                if (i == j) matrix[i * n + j] += 1;
            }
        return matrix;
    }
}
