using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// The right singular vectors of a sparse matrix for its largest singular values, by randomised subspace iteration (Halko,
/// Martinsson and Tropp, SIAM Review 2011, algorithm 4.4) on the side of the columns, with some vectors to spare, and a
/// final Rayleigh-Ritz step.
/// </summary>
internal sealed class SubspaceIteration
{
    private const int Spare = 64;

    private readonly SparseMatrix _matrix, _transposed;
    private readonly VectorKernels _kernels;
    private readonly ParallelOptions _parallel;

    private SubspaceIteration(SparseMatrix matrix, VectorKernels kernels, ParallelOptions parallel) =>
        (_matrix, _transposed, _kernels, _parallel) = (matrix, matrix.Transpose(), kernels, parallel);

    /// <summary>Finds the vectors, one a column, for the largest singular values first.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="count">How many vectors at most; a matrix of lower rank has fewer.</param>
    /// <param name="seed">Where the iteration starts.</param>
    /// <param name="kernels">Whose loops to use.</param>
    /// <param name="parallel">Threads; they change no bit.</param>
    /// <param name="progress">Told the share of rounds done.</param>
    /// <param name="rounds">How often the vectors are drawn towards the largest.</param>
    public static PanelMatrix RightVectors(SparseMatrix matrix, int count, ulong seed, VectorKernels kernels, ParallelOptions parallel, Action<double> progress, int rounds = 16)
    {
        int most = Math.Min(matrix.Rows, matrix.Columns);
        var iteration = new SubspaceIteration(matrix, kernels, parallel);
        return iteration.Run(Math.Min(count, most), Math.Min(count + Spare, most), rounds, new RandomSource(seed), progress);
    }

    private PanelMatrix Run(int count, int width, int rounds, RandomSource random, Action<double> progress)
    {
        PanelMatrix rows = new(_matrix.Rows, width), basis = new(_matrix.Columns, width), next = new(_matrix.Columns, width);
        for (int row = 0; row < basis.Rows; row++)
            for (int column = 0; column < width; column++) basis[row, column] = (float)random.NextNormal();
        for (int round = 0; round < rounds; round++)
        {
            progress((double)round / rounds);
            _matrix.Multiply(basis, rows, _kernels, _parallel);
            _transposed.Multiply(rows, next, _kernels, _parallel);
            next.Multiply(Orthonormaliser(next.Gram(_kernels, _parallel), width), basis, _kernels, _parallel);
        }
        _matrix.Multiply(basis, rows, _kernels, _parallel);
        PanelMatrix largest = Eigenvectors(rows.Gram(_kernels, _parallel), width, count);
        var vectors = new PanelMatrix(_matrix.Columns, largest.Columns);
        basis.Multiply(largest, vectors, _kernels, _parallel);
        return vectors;
    }

    /// <summary>
    /// The upper triangular matrix that makes columns with the given inner products orthonormal (Cholesky QR). A column that
    /// depends on those before it becomes 0.
    /// </summary>
    private static PanelMatrix Orthonormaliser(double[] gram, int n)
    {
        const double Dependent = 1e-10;
        double[] lower = new double[n * n], inverse = new double[n * n]; // row j of the inverse: how column j is made of columns 0 to j
        for (int j = 0; j < n; j++)
        {
            Span<double> row = lower.AsSpan(j * n, n), made = inverse.AsSpan(j * n, n);
            for (int i = 0; i < j; i++)
                row[i] = lower[i * n + i] == 0 ? 0 : (gram[j * n + i] - TensorPrimitives.Dot<double>(row[..i], lower.AsSpan(i * n, i))) / lower[i * n + i];
            double square = gram[j * n + j] - TensorPrimitives.SumOfSquares<double>(row[..j]);
            if (square <= Dependent * gram[j * n + j]) continue;
            row[j] = Math.Sqrt(square);
            for (int i = 0; i < j; i++) TensorPrimitives.MultiplyAdd(inverse.AsSpan(i * n, i + 1), -row[i], made[..(i + 1)], made[..(i + 1)]);
            made[j] = 1;
            TensorPrimitives.Divide(made[..(j + 1)], row[j], made[..(j + 1)]);
        }
        var matrix = new PanelMatrix(n, n);
        for (int j = 0; j < n; j++)
            for (int i = 0; i <= j; i++) matrix[i, j] = (float)inverse[j * n + i];
        return matrix;
    }

    /// <summary>
    /// Eigenvectors of a symmetric positive semi-definite matrix, one a column, for the largest eigenvalues first, by one-sided
    /// Jacobi rotations (Hestenes, 1958): once the rows are orthogonal, each is an eigenvector times its eigenvalue.
    /// </summary>
    private static PanelMatrix Eigenvectors(double[] matrix, int n, int count)
    {
        const int MostSweeps = 30;
        const double Orthogonal = 1e-12, Nothing = 1e-10;
        bool rotated = true;
        for (int sweep = 0; sweep < MostSweeps && rotated; sweep++)
        {
            rotated = false;
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) rotated |= Rotate(matrix.AsSpan(p * n, n), matrix.AsSpan(q * n, n), Orthogonal);
        }
        double[] values = [.. Enumerable.Range(0, n).Select(row => Math.Sqrt(TensorPrimitives.SumOfSquares<double>(matrix.AsSpan(row * n, n))))];
        int[] largest = [.. Enumerable.Range(0, n).OrderByDescending(row => values[row]).Take(count)];
        largest = [.. largest.Where(row => values[row] > Nothing * values[largest[0]])];
        var vectors = new PanelMatrix(n, largest.Length);
        for (int column = 0; column < largest.Length; column++)
            for (int row = 0; row < n; row++) vectors[row, column] = (float)(matrix[largest[column] * n + row] / values[largest[column]]);
        return vectors;
    }

    /// <summary>Turns two rows in their plane so that they are orthogonal; false when they were.</summary>
    private static bool Rotate(Span<double> a, Span<double> b, double orthogonal)
    {
        double aa = TensorPrimitives.SumOfSquares<double>(a), bb = TensorPrimitives.SumOfSquares<double>(b), ab = TensorPrimitives.Dot<double>(a, b);
        if (Math.Abs(ab) <= orthogonal * Math.Sqrt(aa * bb)) return false;
        double zeta = (bb - aa) / (2 * ab), tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.Sqrt(1 + tangent * tangent), sine = cosine * tangent;
        for (int i = 0; i < a.Length; i++) (a[i], b[i]) = (cosine * a[i] - sine * b[i], sine * a[i] + cosine * b[i]);
        return true;
    }
}
