using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>The solve of EASE for 4,000 items on one thread: 64 × 10⁹ floating-point operations. There is no twin, which would take minutes.</summary>
[ShortRunJob]
public class LargeCholeskyBenchmark
{
    private const int Size = 4000;
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Benchmark(Baseline = true)]
    public double Chosen()
    {
        var matrix = new SquareMatrix(Size);
        for (int row = 0; row < Size; row++)
            for (int column = 0; column < Size; column++) matrix[row, column] = row == column ? 2 : 1.0 / Size;
        Cholesky.InvertInPlace(matrix, VectorKernels.Chosen, OneThread);
        return matrix[0, 0];
    }
}
