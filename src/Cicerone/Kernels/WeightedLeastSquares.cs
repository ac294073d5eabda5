using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// Fits a vector x to fixed vectors yⱼ: few of them are observed and should give 1 with a weight c, all the others 0 with weight 1
/// (Hu, Koren and Volinsky, ICDM 2008, eq. 4). The normal equations are A x = b with
/// A = YᵀY + (c − 1) Σ yⱼ yⱼᵀ + λ I and b = c Σ yⱼ, sums over the observed ones.
/// </summary>
internal sealed class WeightedLeastSquares
{
    private const int Panel = VectorKernels.PanelWidth;
    private const int Depth = 64;
    private readonly PanelMatrix _vectors, _gramPanels;
    private readonly VectorKernels _kernels;
    private readonly double[] _gram;
    private readonly double _weight;
    private readonly int[] _steps;
    private readonly int _width;

    /// <param name="vectors">The fixed vectors, one a row.</param>
    /// <param name="weight">The weight c, at least 1.</param>
    /// <param name="kernels">Whose loops to use.</param>
    /// <param name="parallel">For the product YᵀY.</param>
    public WeightedLeastSquares(PanelMatrix vectors, double weight, VectorKernels kernels, ParallelOptions parallel)
    {
        (_vectors, _weight, _kernels, _width) = (vectors, weight, kernels, vectors.Columns);
        _gram = vectors.Gram(kernels, parallel);
        _gramPanels = new PanelMatrix(_width, _width);
        for (int i = 0; i < _width; i++)
            for (int j = 0; j < _width; j++) _gramPanels[i, j] = (float)_gram[i * _width + j];
        _steps = [.. Enumerable.Range(0, _width)];
    }

    /// <summary>Memory for one thread.</summary>
    public Workspace NewWorkspace() => new(_vectors);

    /// <summary>Improves a solution by conjugate gradients (Takács, Pilászy and Tikk, RecSys 2011).</summary>
    /// <param name="observed">Rows of the vectors.</param>
    /// <param name="regularisation">The weight λ.</param>
    /// <param name="steps">How many steps at most.</param>
    /// <param name="x">The solution so far; overwritten.</param>
    /// <param name="work">Memory to work in.</param>
    public void Improve(ReadOnlySpan<int> observed, double regularisation, int steps, Span<float> x, Workspace work)
    {
        const float Solved = 1e-20f;
        Span<float> solution = work.Solution, residual = work.Residual, direction = work.Direction, product = work.Product;
        x.CopyTo(solution);
        Multiply(observed, regularisation, solution, product, work);
        Sum(observed, [], residual);
        TensorPrimitives.Multiply(residual, (float)_weight, residual);
        TensorPrimitives.Subtract(residual, product, residual);
        residual.CopyTo(direction);
        float square = TensorPrimitives.SumOfSquares<float>(residual);
        for (int step = 0; step < steps && square > Solved; step++)
        {
            Multiply(observed, regularisation, direction, product, work);
            float length = square / TensorPrimitives.Dot<float>(direction, product);
            TensorPrimitives.MultiplyAdd(direction, length, solution, solution);
            TensorPrimitives.MultiplyAdd(product, -length, residual, residual);
            float before = square;
            square = TensorPrimitives.SumOfSquares<float>(residual);
            TensorPrimitives.MultiplyAdd(direction, square / before, residual, direction);
        }
        solution[.._width].CopyTo(x);
    }

    /// <summary>Solves exactly, by the Cholesky factor of A.</summary>
    /// <param name="observed">Rows of the vectors.</param>
    /// <param name="regularisation">The weight λ.</param>
    /// <param name="x">The solution; overwritten.</param>
    /// <param name="work">Memory to work in.</param>
    public void Solve(ReadOnlySpan<int> observed, double regularisation, Span<float> x, Workspace work)
    {
        Factor(observed, regularisation, work);
        Array.Clear(work.Side);
        foreach (int row in observed)
        {
            _vectors.CopyRow(row, work.Vector);
            TensorPrimitives.MultiplyAdd(work.Vector, _weight, work.Side, work.Side);
        }
        SmallCholesky.Solve(work.Matrix, _width, work.Side);
        for (int k = 0; k < _width; k++) x[k] = (float)work.Side[k];
    }

    /// <summary>
    /// How much each observed vector adds to y · x, where x is the exact solution: c · yᵀ A⁻¹ yⱼ (section 5 of the same paper).
    /// </summary>
    /// <param name="observed">Rows of the vectors.</param>
    /// <param name="y">What is scored.</param>
    /// <param name="work">Memory in which <see cref="Factor"/> has left the factor of A.</param>
    public double[] Contributions(ReadOnlySpan<int> observed, ReadOnlySpan<float> y, Workspace work)
    {
        for (int k = 0; k < _width; k++) work.Side[k] = y[k];
        SmallCholesky.Solve(work.Matrix, _width, work.Side);
        double[] contributions = new double[observed.Length];
        for (int e = 0; e < observed.Length; e++)
        {
            _vectors.CopyRow(observed[e], work.Vector);
            contributions[e] = _weight * TensorPrimitives.Dot<double>(work.Vector, work.Side);
        }
        return contributions;
    }

    /// <summary>Writes A and factors it. The observed vectors' products are summed in tiles of single precision, <see cref="Depth"/> at a time.</summary>
    public void Factor(ReadOnlySpan<int> observed, double regularisation, Workspace work)
    {
        for (int i = 0; i < _width; i++)
        {
            _gram.AsSpan(i * _width, _width).CopyTo(work.Row(i));
            work.Row(i)[i] += regularisation;
        }
        for (int from = 0; from < observed.Length; from += Depth) AddProducts(observed[from..Math.Min(from + Depth, observed.Length)], work);
        SmallCholesky.Factor(work.Matrix, _width);
    }

    /// <summary>Adds (c − 1) Σ yⱼ yⱼᵀ to the upper triangle.</summary>
    private void AddProducts(ReadOnlySpan<int> observed, Workspace work)
    {
        const int Left = VectorKernels.TileRows;
        Span<float> gathered = work.Gathered, left = work.Left, product = work.Tile;
        for (int panel = 0; panel < _vectors.Panels; panel++)
            for (int k = 0; k < observed.Length; k++) _vectors.Row(panel, observed[k])[..Panel].CopyTo(gathered[((panel * Depth + k) * Panel)..]);
        for (int column = 0; column < _width; column += Left)
        {
            int lefts = Math.Min(Left, _width - column);
            for (int i = 0; i < lefts; i++)
            {
                int place = (column + i) / Panel * Depth * Panel + (column + i) % Panel;
                for (int k = 0; k < observed.Length; k++) left[i * Depth + k] = gathered[place + k * Panel];
            }
            for (int panel = column / Panel; panel < _vectors.Panels; panel++)
            {
                _kernels.MultiplyTile(ref left[0], Depth, ref gathered[panel * Depth * Panel], observed.Length, ref product[0]);
                int columns = Math.Min(Panel, _width - panel * Panel);
                for (int i = 0; i < lefts; i++)
                {
                    Span<double> row = work.Row(column + i).Slice(panel * Panel, columns);
                    TensorPrimitives.ConvertTruncating<float, double>(product.Slice(i * Panel, columns), work.Widened);
                    TensorPrimitives.MultiplyAdd(work.Widened.AsSpan(0, columns), _weight - 1, row, row);
                }
            }
        }
    }

    /// <summary>product = A x.</summary>
    private void Multiply(ReadOnlySpan<int> observed, double regularisation, Span<float> x, Span<float> product, Workspace work)
    {
        Span<float> dots = work.Dots(observed.Length), sums = work.Sums;
        dots.Clear();
        for (int panel = 0; panel < _vectors.Panels; panel++) _kernels.DotRows(observed, ref _vectors.Panel(panel), ref x[panel * Panel], dots);
        TensorPrimitives.Multiply(dots, (float)(_weight - 1), dots);
        Sum(observed, dots, sums);
        for (int panel = 0; panel < _vectors.Panels; panel++) _kernels.SumRows(_steps, x[.._width], ref _gramPanels.Panel(panel), ref product[panel * Panel]);
        TensorPrimitives.Add(product, sums, product);
        TensorPrimitives.MultiplyAdd(x, (float)regularisation, product, product);
    }

    private void Sum(ReadOnlySpan<int> observed, ReadOnlySpan<float> values, Span<float> sums)
    {
        for (int panel = 0; panel < _vectors.Panels; panel++) _kernels.SumRows(observed, values, ref _vectors.Panel(panel), ref sums[panel * Panel]);
    }

    /// <summary>Memory that one thread works in.</summary>
    public sealed class Workspace(PanelMatrix vectors)
    {
        private float[] _dots = [];

        public float[] Solution { get; } = Padded(vectors);

        public float[] Residual { get; } = Padded(vectors);

        public float[] Direction { get; } = Padded(vectors);

        public float[] Product { get; } = Padded(vectors);

        public float[] Sums { get; } = Padded(vectors);

        public float[] Gathered { get; } = new float[vectors.Panels * Depth * Panel];

        public float[] Left { get; } = new float[Depth * VectorKernels.TileRows];

        public float[] Tile { get; } = new float[VectorKernels.TileRows * Panel];

        public double[] Widened { get; } = new double[Panel];

        public double[] Matrix { get; } = new double[vectors.Columns * SmallCholesky.Stride(vectors.Columns)];

        public double[] Side { get; } = new double[vectors.Columns];

        public double[] Vector { get; } = new double[vectors.Columns];

        public Span<double> Row(int row) => Matrix.AsSpan(row * SmallCholesky.Stride(vectors.Columns), vectors.Columns);

        public Span<float> Dots(int count)
        {
            if (_dots.Length < count) _dots = new float[2 * count];
            return _dots.AsSpan(0, count);
        }

        private static float[] Padded(PanelMatrix vectors) => new float[vectors.Panels * Panel];
    }
}
