using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cicerone.Kernels;

/// <summary>
/// Inverts a symmetric positive definite matrix by its Cholesky factor, in blocks. All the cubic work is one shape:
/// subtracting inner products of contiguous rows, done four rows by four at a time. Every element is computed by the same
/// operations in the same order whatever the number of threads.
/// </summary>
internal static class Cholesky
{
    private const int Block = 64;
    private const int Tile = 4;

    /// <summary>Replaces a matrix of <paramref name="n"/> × <paramref name="n"/>, row after row, by its inverse.</summary>
    /// <exception cref="CiceroneException">The matrix is not positive definite.</exception>
    public static void InvertInPlace(double[] matrix, int n, ParallelOptions parallel)
    {
        Factor(matrix, n, parallel);
        double[] inverse = InvertFactor(matrix, n, parallel);
        MultiplyByTranspose(inverse, matrix, n, parallel);
    }

    /// <summary>The lower triangle becomes L with L Lᵀ = the matrix (left-looking, a block of columns at a time).</summary>
    private static void Factor(double[] a, int n, ParallelOptions parallel)
    {
        for (int start = 0; start < n; start += Block)
        {
            int from = start, end = Math.Min(start + Block, n);
            ForRowBlocks(from, n, parallel, (row, rowEnd) => SubtractProducts(a, n, a, n, a, n, row, rowEnd, from, end, 0, from));
            FactorDiagonal(a, n, from, end);
            ForRowBlocks(end, n, parallel, (row, rowEnd) =>
            {
                for (int i = row; i < rowEnd; i++)
                    for (int j = from; j < end; j++)
                        a[i * n + j] = (a[i * n + j] - Dot(a.AsSpan(i * n + from, j - from), a.AsSpan(j * n + from, j - from))) / a[j * n + j];
            });
        }
    }

    private static void FactorDiagonal(double[] a, int n, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            for (int j = from; j < i; j++)
                a[i * n + j] = (a[i * n + j] - Dot(a.AsSpan(i * n + from, j - from), a.AsSpan(j * n + from, j - from))) / a[j * n + j];
            Span<double> row = a.AsSpan(i * n + from, i - from);
            double square = a[i * n + i] - Dot(row, row);
            if (!(square > 0)) throw new CiceroneException($"The item matrix is not positive definite at item {i}; raise the regularisation.");
            a[i * n + i] = Math.Sqrt(square);
        }
    }

    /// <summary>U = L⁻ᵀ, upper triangular: row c of U is column c of L⁻¹, so that its entries are contiguous.</summary>
    private static double[] InvertFactor(double[] l, int n, ParallelOptions parallel)
    {
        double[] u = new double[l.Length];
        ForRowBlocks(0, n, parallel, (first, last) =>
        {
            for (int c = first; c < last; c++) u[c * n + c] = 1;
            for (int from = first; from < n; from += Block)
            {
                int end = Math.Min(from + Block, n);
                SubtractProducts(u, n, u, n, l, n, first, last, from, end, first, from);
                for (int c = first; c < last; c++)
                    for (int r = Math.Max(from, c); r < end; r++)
                        u[c * n + r] = (u[c * n + r] - Dot(u.AsSpan(c * n + from, r - from), l.AsSpan(r * n + from, r - from))) / l[r * n + r];
            }
        });
        return u;
    }

    /// <summary>The inverse is U Uᵀ: both triangles are written.</summary>
    private static void MultiplyByTranspose(double[] u, double[] into, int n, ParallelOptions parallel)
    {
        Array.Clear(into);
        ForRowBlocks(0, n, parallel, (row, rowEnd) =>
        {
            for (int column = row; column < n; column += Block)
                SubtractProducts(into, n, u, n, u, n, row, rowEnd, column, Math.Min(column + Block, n), column, n);
        });
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++)
                into[j * n + i] = into[i * n + j] = -into[i * n + j];
    }

    private static void ForRowBlocks(int from, int n, ParallelOptions parallel, Action<int, int> body) =>
        Parallel.For(0, (n - from + Block - 1) / Block, parallel, block =>
        {
            int row = from + block * Block;
            body(row, Math.Min(row + Block, n));
        });

    /// <summary>c[i, j] −= Σₖ a[i, k] b[j, k] for rows i, columns j and k in the given ranges.</summary>
    private static void SubtractProducts(double[] c, int cWidth, double[] a, int aWidth, double[] b, int bWidth,
        int row, int rowEnd, int column, int columnEnd, int from, int end)
    {
        if (from == end) return;
        int i = row;
        for (; i + Tile <= rowEnd; i += Tile)
        {
            int j = column;
            for (; j + Tile <= columnEnd; j += Tile) SubtractTile(c, cWidth, a, aWidth, b, bWidth, i, j, from, end);
            for (; j < columnEnd; j++)
                for (int r = i; r < i + Tile; r++) SubtractOne(c, cWidth, a, aWidth, b, bWidth, r, j, from, end);
        }
        for (; i < rowEnd; i++)
            for (int j = column; j < columnEnd; j++) SubtractOne(c, cWidth, a, aWidth, b, bWidth, i, j, from, end);
    }

    private static void SubtractOne(double[] c, int cWidth, double[] a, int aWidth, double[] b, int bWidth, int i, int j, int from, int end) =>
        c[i * cWidth + j] -= Dot(a.AsSpan(i * aWidth + from, end - from), b.AsSpan(j * bWidth + from, end - from));

    /// <summary>A tile of 4 × 4: eight rows are read for sixteen products.</summary>
    private static void SubtractTile(double[] c, int cWidth, double[] a, int aWidth, double[] b, int bWidth, int i, int j, int from, int end)
    {
        int width = Vector<double>.Count, k = from;
        ref double a0 = ref a[i * aWidth], b0 = ref b[j * bWidth];
        Vector<double> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector<double> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        for (; k + width <= end; k += width)
        {
            Vector<double> y0 = At(ref b0, k), y1 = At(ref b0, bWidth + k), y2 = At(ref b0, 2 * bWidth + k), y3 = At(ref b0, 3 * bWidth + k);
            Vector<double> x = At(ref a0, k);
            s00 = Vector.FusedMultiplyAdd(x, y0, s00); s01 = Vector.FusedMultiplyAdd(x, y1, s01); s02 = Vector.FusedMultiplyAdd(x, y2, s02); s03 = Vector.FusedMultiplyAdd(x, y3, s03);
            x = At(ref a0, aWidth + k);
            s10 = Vector.FusedMultiplyAdd(x, y0, s10); s11 = Vector.FusedMultiplyAdd(x, y1, s11); s12 = Vector.FusedMultiplyAdd(x, y2, s12); s13 = Vector.FusedMultiplyAdd(x, y3, s13);
            x = At(ref a0, 2 * aWidth + k);
            s20 = Vector.FusedMultiplyAdd(x, y0, s20); s21 = Vector.FusedMultiplyAdd(x, y1, s21); s22 = Vector.FusedMultiplyAdd(x, y2, s22); s23 = Vector.FusedMultiplyAdd(x, y3, s23);
            x = At(ref a0, 3 * aWidth + k);
            s30 = Vector.FusedMultiplyAdd(x, y0, s30); s31 = Vector.FusedMultiplyAdd(x, y1, s31); s32 = Vector.FusedMultiplyAdd(x, y2, s32); s33 = Vector.FusedMultiplyAdd(x, y3, s33);
        }
        Span<double> sums =
        [
            Vector.Sum(s00), Vector.Sum(s01), Vector.Sum(s02), Vector.Sum(s03), Vector.Sum(s10), Vector.Sum(s11), Vector.Sum(s12), Vector.Sum(s13),
            Vector.Sum(s20), Vector.Sum(s21), Vector.Sum(s22), Vector.Sum(s23), Vector.Sum(s30), Vector.Sum(s31), Vector.Sum(s32), Vector.Sum(s33),
        ];
        for (int r = 0; r < Tile; r++)
            for (int s = 0; s < Tile; s++)
            {
                double sum = sums[r * Tile + s];
                for (int rest = k; rest < end; rest++) sum += a[(i + r) * aWidth + rest] * b[(j + s) * bWidth + rest];
                c[(i + r) * cWidth + j + s] -= sum;
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> At(ref double start, int offset) => Vector.LoadUnsafe(ref start, (nuint)offset);

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> x = MemoryMarshal.Cast<double, Vector<double>>(a), y = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> sums = default;
        for (int i = 0; i < x.Length; i++) sums = Vector.FusedMultiplyAdd(x[i], y[i], sums);
        double sum = Vector.Sum(sums);
        for (int i = x.Length * Vector<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
