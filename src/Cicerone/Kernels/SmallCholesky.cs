using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Kernels;

/// <summary>
/// Solves small symmetric positive definite systems, one at a time and without allocating. Rows of the upper triangle are
/// padded to whole vectors, which reach back into the unused triangle and past the last column, so that there are no remainders.
/// </summary>
internal static class SmallCholesky
{
    /// <summary>Columns of the storage of an n × n matrix.</summary>
    public static int Stride(int n) => (n + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

    /// <summary>The upper triangle of a matrix becomes its factor U, with Uᵀ U = the matrix.</summary>
    /// <param name="matrix">Shape [n, <see cref="Stride"/>]; below the diagonal it is overwritten without meaning.</param>
    /// <param name="n">Rows and columns.</param>
    /// <exception cref="CiceroneException">The matrix is not positive definite.</exception>
    public static void Factor(Span<double> matrix, int n)
    {
        int stride = Stride(n), width = Vector512<double>.Count;
        for (int k = 0; k < n; k++)
        {
            Span<double> pivot = matrix.Slice(k * stride, stride);
            if (!(pivot[k] > 0)) throw new CiceroneException("A system of factors has no single solution; raise the regularisation.");
            Span<double> row = pivot[k..];
            TensorPrimitives.Multiply(row, 1 / Math.Sqrt(pivot[k]), row);
            ReadOnlySpan<Vector512<double>> source = MemoryMarshal.Cast<double, Vector512<double>>(pivot);
            for (int i = k + 1; i < n; i++)
            {
                Vector512<double> scale = Vector512.Create(-pivot[i]);
                Span<Vector512<double>> later = MemoryMarshal.Cast<double, Vector512<double>>(matrix.Slice(i * stride, stride));
                for (int v = i / width; v < source.Length; v++) later[v] = Vector512.FusedMultiplyAdd(scale, source[v], later[v]);
            }
        }
    }

    /// <summary>Replaces a right side by the solution, given the factor.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> side)
    {
        int stride = Stride(n);
        for (int k = 0; k < n; k++)
        {
            side[k] /= factor[k * stride + k];
            Span<double> rest = side[(k + 1)..n];
            TensorPrimitives.MultiplyAdd(factor.Slice(k * stride + k + 1, rest.Length), -side[k], rest, rest);
        }
        for (int i = n - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> solved = side[(i + 1)..n];
            side[i] = (side[i] - TensorPrimitives.Dot(factor.Slice(i * stride + i + 1, solved.Length), solved)) / factor[i * stride + i];
        }
    }
}
