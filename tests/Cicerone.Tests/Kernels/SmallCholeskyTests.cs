using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class SmallCholeskyTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(7), InlineData(8), InlineData(9), InlineData(33)]
    public void A_matrix_times_the_solution_is_the_right_side(int n)
    {
        var random = new RandomSource((ulong)n);
        int stride = SmallCholesky.Stride(n);
        double[] root = [.. Enumerable.Range(0, n * n).Select(_ => random.NextNormal())], whole = new double[n * n], upper = new double[n * stride];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++) whole[i * n + j] += root[i * n + k] * root[j * n + k];
                if (i == j) whole[i * n + j] += 1;
                upper[i * stride + j] = j < i ? double.NaN : whole[i * n + j]; // the lower triangle must not be read
            }
        double[] side = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())], solution = [.. side];
        SmallCholesky.Factor(upper, n);
        SmallCholesky.Solve(upper, n, solution);
        for (int i = 0; i < n; i++)
            Assert.Equal(side[i], Enumerable.Range(0, n).Sum(j => whole[i * n + j] * solution[j]), 1e-9);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused() =>
        Assert.Throws<CiceroneException>(() => SmallCholesky.Factor(new double[2 * SmallCholesky.Stride(2)], 2));
}
