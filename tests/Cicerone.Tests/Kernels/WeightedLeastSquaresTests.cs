using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

/// <summary>Solutions against the normal equations written out.</summary>
public sealed class WeightedLeastSquaresTests
{
    private const double Weight = 10, Regularisation = 0.5;

    [Theory]
    [InlineData(1, 3), InlineData(7, 5), InlineData(64, 100), InlineData(70, 150)]
    public void Both_solvers_satisfy_the_normal_equations(int width, int observedCount)
    {
        PanelMatrix vectors = Vectors(300, width);
        int[] observed = [.. Enumerable.Range(0, observedCount).Select(i => 2 * i)];
        var squares = new WeightedLeastSquares(vectors, Weight, VectorKernels.Chosen, new ParallelOptions());
        float[] exact = new float[width], improved = new float[width];
        squares.Solve(observed, Regularisation, exact, squares.NewWorkspace());
        squares.Improve(observed, Regularisation, 100, improved, squares.NewWorkspace());
        foreach (float[] x in (float[][])[exact, improved])
            for (int k = 0; k < width; k++)
            {
                double left = Regularisation * x[k], right = 0;
                for (int row = 0; row < vectors.Rows; row++)
                {
                    double dot = Enumerable.Range(0, width).Sum(j => (double)vectors[row, j] * x[j]);
                    bool seen = row % 2 == 0 && row < 2 * observedCount;
                    left += (seen ? Weight : 1) * dot * vectors[row, k];
                    if (seen) right += Weight * vectors[row, k];
                }
                Assert.Equal(right, left, 2e-3);
            }
    }

    [Fact]
    public void Contributions_add_up_to_the_score_of_the_solution()
    {
        PanelMatrix vectors = Vectors(50, 6);
        var squares = new WeightedLeastSquares(vectors, Weight, VectorKernels.Chosen, new ParallelOptions());
        float[] x = new float[6], y = [1, -2, 3, 0, 1, 1];
        squares.Solve([4, 9, 30], Regularisation, x, squares.NewWorkspace());
        WeightedLeastSquares.Workspace work = squares.NewWorkspace();
        squares.Factor([4, 9, 30], Regularisation, work);
        double[] contributions = squares.Contributions([4, 9, 30], y, work);
        Assert.Equal(3, contributions.Length);
        Assert.Equal(x.Zip(y).Sum(pair => (double)pair.First * pair.Second), contributions.Sum(), 1e-5);
    }

    [Fact]
    public void A_vector_of_one_number_has_the_solution_of_a_hand()
    {
        // A = (1 + 4 + 9) + 9 · 4 + 0.5 and b = 10 · 2
        var vectors = new PanelMatrix(3, 1);
        (vectors[0, 0], vectors[1, 0], vectors[2, 0]) = (1, 2, 3);
        var squares = new WeightedLeastSquares(vectors, Weight, VectorKernels.Chosen, new ParallelOptions());
        float[] x = new float[1];
        squares.Solve([1], Regularisation, x, squares.NewWorkspace());
        Assert.Equal(20 / 50.5, x[0], 1e-6);
    }

    [Fact]
    public void A_system_without_a_single_solution_is_refused()
    {
        var squares = new WeightedLeastSquares(new PanelMatrix(3, 2), Weight, VectorKernels.Chosen, new ParallelOptions());
        Assert.Throws<CiceroneException>(() => squares.Solve([1], 0, new float[2], squares.NewWorkspace()));
    }

    internal static PanelMatrix Vectors(int rows, int width)
    {
        var random = new RandomSource(3);
        var vectors = new PanelMatrix(rows, width);
        for (int row = 0; row < rows; row++)
            for (int k = 0; k < width; k++) vectors[row, k] = (float)random.NextNormal();
        return vectors;
    }
}
