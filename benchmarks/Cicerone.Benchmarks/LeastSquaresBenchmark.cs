using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>One vector of 64 factors from 27 observed vectors of 40,000, as in alternating least squares: by the exact solve and by three steps of conjugate gradients.</summary>
[ShortRunJob]
public class LeastSquaresBenchmark
{
    private const int Width = 64, Steps = 3;
    private readonly int[] _observed = [.. Enumerable.Range(0, 27).Select(i => 1000 * i)];
    private readonly float[] _solution = new float[Width];
    private readonly WeightedLeastSquares _twin, _chosen;
    private readonly WeightedLeastSquares.Workspace _work;

    public LeastSquaresBenchmark()
    {
        var vectors = new PanelMatrix(40_000, Width);
        float[] numbers = Numbers.Normal(vectors.Rows * Width);
        for (int row = 0; row < vectors.Rows; row++) vectors.SetRow(row, numbers.AsSpan(row * Width, Width));
        _twin = new WeightedLeastSquares(vectors, 10, VectorKernels.Choose("scalar"), new ParallelOptions());
        _chosen = new WeightedLeastSquares(vectors, 10, VectorKernels.Chosen, new ParallelOptions());
        _work = _chosen.NewWorkspace();
    }

    [Benchmark(Baseline = true, Description = "exact, scalar")]
    public void Scalar() => _twin.Solve(_observed, 0.1, _solution, _work);

    [Benchmark(Description = "exact")]
    public void Exact() => _chosen.Solve(_observed, 0.1, _solution, _work);

    [Benchmark(Description = "conjugate gradients, scalar")]
    public void ScalarSteps() => Improve(_twin);

    [Benchmark(Description = "conjugate gradients")]
    public void ConjugateGradients() => Improve(_chosen);

    private void Improve(WeightedLeastSquares squares)
    {
        Array.Clear(_solution);
        squares.Improve(_observed, 0.1, Steps, _solution, _work);
    }
}
