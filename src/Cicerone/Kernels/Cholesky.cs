using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// Inverts a symmetric positive definite matrix by its Cholesky factor, a block of columns at a time. All the cubic work is
/// one shape, tiles of rows times a packed panel; and every element is computed by the same operations in the same order
/// whatever the number of threads.
/// </summary>
internal sealed class Cholesky
{
    private const int Block = 2 * Width;
    private const int Width = VectorKernels.WidePanelWidth;
    private const int TileRows = VectorKernels.TileRows;
    private const int RowsAtOnce = 16 * TileRows;
    private const int Depth = 512; // a panel so deep stays in the second cache

    private readonly VectorKernels _kernels;
    private readonly ParallelOptions _parallel;
    private readonly int _n;
    private readonly double[][] _diagonals; // of each block, the inverse of its part of L, packed

    private Cholesky(int n, VectorKernels kernels, ParallelOptions parallel)
    {
        (_n, _kernels, _parallel) = (n, kernels, parallel);
        _diagonals = new double[(n + Block - 1) / Block][];
    }

    /// <summary>Replaces a matrix by its inverse.</summary>
    /// <exception cref="CiceroneException">The matrix is not positive definite.</exception>
    public static void InvertInPlace(SquareMatrix matrix, VectorKernels kernels, ParallelOptions parallel)
    {
        var work = new Cholesky(matrix.Size, kernels, parallel);
        work.Factor(matrix);
        SquareMatrix inverse = work.InvertFactor(matrix);
        work.MultiplyByTranspose(inverse, matrix);
    }

    /// <summary>The lower triangle becomes L with L Lᵀ = the matrix (left-looking).</summary>
    private void Factor(SquareMatrix a)
    {
        for (int from = 0; from < _n; from += Block)
        {
            int end = Math.Min(from + Block, _n);
            SubtractProducts(a, a, a, from, end, from, _n, 0, from, startsAtRow: false);
            FactorDiagonal(a, from, end);
            _diagonals[from / Block] = InverseOfDiagonal(a, from, end);
            MultiplyByDiagonal(a, from, end, end, _n);
        }
    }

    private static void FactorDiagonal(SquareMatrix a, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            for (int j = from; j < i; j++) a[i, j] = (a[i, j] - Dot(a.Row(i, from, j), a.Row(j, from, j))) / a[j, j];
            double square = a[i, i] - Dot(a.Row(i, from, i), a.Row(i, from, i));
            if (!(square > 0)) throw new CiceroneException($"The item matrix is not positive definite at item {i}; raise the regularisation.");
            a[i, i] = Math.Sqrt(square);
        }
    }

    /// <summary>The inverse W of a diagonal block of L as panels of its transpose: [strip, k, j] is W[j, k].</summary>
    private static double[] InverseOfDiagonal(SquareMatrix l, int from, int end)
    {
        double[] panels = new double[Block * Block];
        Span<double> column = stackalloc double[Block];
        for (int k = from; k < end; k++)
            for (int j = k; j < end; j++)
            {
                column[j - from] = ((j == k ? 1 : 0) - Dot(l.Row(j, k, j), column[(k - from)..(j - from)])) / l[j, j];
                panels[Place(j - from, k - from, Block)] = column[j - from];
            }
        return panels;
    }

    /// <summary>U = L⁻ᵀ, upper triangular: row c of U is column c of L⁻¹.</summary>
    private SquareMatrix InvertFactor(SquareMatrix l)
    {
        var u = new SquareMatrix(_n);
        for (int i = 0; i < _n; i++) u[i, i] = 1;
        for (int from = 0; from < _n; from += Block)
        {
            int end = Math.Min(from + Block, _n);
            SubtractProducts(u, u, l, from, end, 0, from, 0, from, startsAtRow: true);
            MultiplyByDiagonal(u, from, end, 0, end);
        }
        return u;
    }

    /// <summary>The inverse is U Uᵀ: both triangles are written.</summary>
    private void MultiplyByTranspose(SquareMatrix u, SquareMatrix into)
    {
        for (int i = 0; i < _n; i++) into.Row(i, 0, _n).Clear();
        for (int from = 0; from < _n; from += Block)
        {
            int end = Math.Min(from + Block, _n);
            SubtractProducts(into, u, u, from, end, 0, end, from, _n, startsAtRow: false);
        }
        for (int block = 0; block < _n; block += Block) // block by block, because a column is far apart in memory
            for (int i = 0; i < _n; i++)
                for (int j = Math.Max(i, block); j < Math.Min(block + Block, _n); j++) into[j, i] = into[i, j] = -into[i, j];
    }

    /// <summary>
    /// c[i, j] −= Σₖ a[i, k] b[j, k] for a block of columns j, and rows i and k in the given ranges; where a is upper triangular,
    /// a row's k may as well start at the row.
    /// </summary>
    private void SubtractProducts(SquareMatrix c, SquareMatrix a, SquareMatrix b, int column, int columnEnd, int row, int rowEnd, int from, int end, bool startsAtRow)
    {
        double[] panels = VectorKernels.AlignedArray<double>(Block * Depth, out int start);
        for (; from < end; from += Depth)
        {
            int depth = Math.Min(Depth, end - from), first = from;
            for (int j = 0; j < Block; j++)
                for (int k = 0; k < depth; k++) panels[start + Place(j, k, Depth)] = column + j < columnEnd ? b[column + j, first + k] : 0;
            ForRowBlocks(row, startsAtRow ? Math.Min(rowEnd, first + depth) : rowEnd, (blockRow, blockEnd) =>
            {
                Span<double> product = stackalloc double[TileRows * Width];
                for (int i = blockRow; i < blockEnd; i += TileRows)
                    for (int strip = column; strip < columnEnd; strip += Width)
                    {
                        _kernels.MultiplyTile(ref a[i, first], a.Stride, ref panels[start + Place(strip - column, 0, Depth)], depth, ref product[0]);
                        int width = Math.Min(Width, columnEnd - strip);
                        for (int r = i; r < Math.Min(i + TileRows, blockEnd); r++)
                        {
                            Span<double> into = c.Row(r, strip, strip + width);
                            TensorPrimitives.Subtract(into, product.Slice((r - i) * Width, width), into);
                        }
                    }
            });
        }
    }

    /// <summary>Rows times the transposed inverse of a diagonal block of L, in place.</summary>
    private void MultiplyByDiagonal(SquareMatrix a, int from, int end, int row, int rowEnd)
    {
        double[] panels = _diagonals[from / Block];
        ForRowBlocks(row, rowEnd, (blockRow, blockEnd) =>
        {
            Span<double> product = stackalloc double[TileRows * Block];
            for (int i = blockRow; i < blockEnd; i += TileRows)
            {
                for (int strip = 0; strip < Block / Width; strip++)
                    _kernels.MultiplyTile(ref a[i, from], a.Stride, ref panels[Place(strip * Width, 0, Block)], end - from, ref product[strip * TileRows * Width]);
                for (int r = i; r < Math.Min(i + TileRows, blockEnd); r++)
                    for (int j = from; j < end; j++) a[r, j] = product[((j - from) / Width * TileRows + r - i) * Width + (j - from) % Width];
            }
        });
    }

    private void ForRowBlocks(int from, int end, Action<int, int> body) =>
        Parallel.For(0, (end - from + RowsAtOnce - 1) / RowsAtOnce, _parallel, block =>
        {
            int row = from + block * RowsAtOnce;
            body(row, Math.Min(row + RowsAtOnce, end));
        });

    /// <summary>Where column j and row k of a block lie in its packed panels.</summary>
    private static int Place(int j, int k, int depth) => (j / Width * depth + k) * Width + j % Width;

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => a.IsEmpty ? 0 : TensorPrimitives.Dot(a, b);
}
