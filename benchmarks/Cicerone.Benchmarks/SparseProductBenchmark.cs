using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>A sparse matrix of 30,000 × 20,000 with 500,000 entries, whose columns follow a power law, times a dense one of 64 columns.</summary>
[ShortRunJob]
public class SparseProductBenchmark
{
    private const int Rows = 30_000, Columns = 20_000, EntriesOfRow = 17;
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };
    private readonly SparseMatrix _matrix;
    private readonly PanelMatrix _right = new(Columns, VectorKernels.PanelWidth), _product = new(Rows, VectorKernels.PanelWidth);

    public SparseProductBenchmark()
    {
        var random = new RandomSource(1);
        _matrix = SparseMatrix.FromRows([.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, EntriesOfRow)
            .Select(_ => (int)(Columns * Math.Pow(random.NextDouble(), 3))).Distinct().Order().Select(column => (column, 1f)).ToArray())], Columns);
        float[] numbers = Numbers.Normal(Columns * VectorKernels.PanelWidth);
        for (int row = 0; row < Columns; row++) _right.SetRow(row, numbers.AsSpan(row * VectorKernels.PanelWidth, VectorKernels.PanelWidth));
    }

    [Benchmark(Baseline = true)]
    public void Scalar() => Multiply("scalar");

    [Benchmark]
    public void Portable() => Multiply("portable");

    [Benchmark]
    public void Avx2() => Multiply("avx2");

    [Benchmark]
    public void Avx512() => Multiply("avx512");

    private void Multiply(string kernels) => _matrix.Multiply(_right, _product, VectorKernels.Choose(kernels), OneThread);
}
