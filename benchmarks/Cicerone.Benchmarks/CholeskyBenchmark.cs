using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>The inverse of a symmetric positive definite matrix of 1,000 × 1,000 on one thread: 10⁹ floating-point operations.</summary>
[ShortRunJob]
public class CholeskyBenchmark
{
    private const int Size = 1000;
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Benchmark(Baseline = true, Description = "Gauss-Jordan")]
    public double GaussJordan()
    {
        SquareMatrix matrix = Matrix();
        for (int pivot = 0; pivot < Size; pivot++)
        {
            double scale = 1 / matrix[pivot, pivot];
            for (int row = 0; row < Size; row++)
            {
                if (row == pivot) continue;
                double factor = matrix[row, pivot] * scale;
                for (int column = 0; column < Size; column++) matrix[row, column] -= factor * matrix[pivot, column];
                matrix[row, pivot] = -factor;
            }
            for (int column = 0; column < Size; column++) matrix[pivot, column] *= scale;
            matrix[pivot, pivot] = scale;
        }
        return matrix[0, 0];
    }

    [Benchmark]
    public double Portable() => Invert("portable");

    [Benchmark]
    public double Avx2() => Invert("avx2");

    [Benchmark]
    public double Avx512() => Invert("avx512");

    private static double Invert(string kernels)
    {
        SquareMatrix matrix = Matrix();
        Cholesky.InvertInPlace(matrix, VectorKernels.Choose(kernels), OneThread);
        return matrix[0, 0];
    }

    private static SquareMatrix Matrix()
    {
        var matrix = new SquareMatrix(Size);
        for (int row = 0; row < Size; row++)
            for (int column = 0; column < Size; column++) matrix[row, column] = row == column ? 2 : 1.0 / Size;
        return matrix;
    }
}
