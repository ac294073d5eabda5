using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cicerone.Kernels;

/// <summary>
/// A dense matrix in panels of <see cref="VectorKernels.PanelWidth"/> columns: inside a panel rows follow each other, so
/// that a kernel reads memory in order. Columns past the last are 0.
/// </summary>
internal sealed class PanelMatrix
{
    private readonly float[] _values;
    private readonly int _start;

    public PanelMatrix(int rows, int columns)
    {
        (Rows, Columns, Panels) = (rows, columns, (columns + VectorKernels.PanelWidth - 1) / VectorKernels.PanelWidth);
        _values = VectorKernels.AlignedArray<float>((long)Panels * rows * VectorKernels.PanelWidth, out _start);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>How many panels there are.</summary>
    public int Panels { get; }

    public ref float this[int row, int column] =>
        ref _values[Place(column / VectorKernels.PanelWidth, row) + column % VectorKernels.PanelWidth];

    /// <summary>The 64 numbers of a row in a panel, and after them the panel's later rows.</summary>
    public Span<float> Row(int panel, int row) =>
        _values.AsSpan(Place(panel, row), (Rows - row) * VectorKernels.PanelWidth);

    /// <summary>Copies a row across the panels.</summary>
    public void CopyRow(int row, Span<float> into)
    {
        for (int panel = 0; panel < Panels; panel++) Row(panel, row)[..Within(panel)].CopyTo(into[(panel * VectorKernels.PanelWidth)..]);
    }

    /// <inheritdoc cref="CopyRow(int, Span{float})"/>
    public void CopyRow(int row, Span<double> into)
    {
        for (int panel = 0; panel < Panels; panel++) TensorPrimitives.ConvertTruncating<float, double>(Row(panel, row)[..Within(panel)], into[(panel * VectorKernels.PanelWidth)..]);
    }

    /// <summary>Writes a row across the panels.</summary>
    public void SetRow(int row, ReadOnlySpan<float> values)
    {
        for (int panel = 0; panel < Panels; panel++) values.Slice(panel * VectorKernels.PanelWidth, Within(panel)).CopyTo(Row(panel, row));
    }

    /// <summary>The first number of a panel; for kernels.</summary>
    public ref float Panel(int panel) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), Place(panel, 0));

    /// <summary>
    /// The inner products of the columns, shape [columns, columns]. Rows are taken in parts whose sums are added in order, so
    /// that the number of threads changes no bit; within a part, products of 256 rows are added in double precision.
    /// </summary>
    public double[] Gram(VectorKernels kernels, ParallelOptions parallel)
    {
        const int PartRows = 1 << 12;
        double[][] parts = new double[(Rows + PartRows - 1) / PartRows][];
        Parallel.For(0, parts.Length, parallel, part => parts[part] = GramOf(kernels, part * PartRows, Math.Min((part + 1) * PartRows, Rows)));
        double[] gram = new double[Columns * Columns];
        foreach (double[] part in parts)
            for (int i = 0; i < gram.Length; i++) gram[i] += part[i];
        for (int i = 0; i < Columns; i++)
            for (int j = 0; j < i; j++) gram[i * Columns + j] = gram[j * Columns + i];
        return gram;
    }

    /// <summary>The upper triangle of the inner products over some rows.</summary>
    private double[] GramOf(VectorKernels kernels, int from, int end)
    {
        const int Depth = 256, Left = VectorKernels.TileRows, Width = VectorKernels.PanelWidth;
        double[] gram = new double[Columns * Columns];
        float[] left = new float[Depth * Left], product = new float[Left * Width];
        for (int row = from; row < end; row += Depth)
        {
            int depth = Math.Min(Depth, end - row);
            for (int column = 0; column < Columns; column += Left)
            {
                int lefts = Math.Min(Left, Columns - column);
                for (int k = 0; k < depth; k++)
                    for (int i = 0; i < lefts; i++) left[i * Depth + k] = this[row + k, column + i];
                for (int panel = column / Width; panel < Panels; panel++)
                {
                    kernels.MultiplyTile(ref left[0], Depth, ref Unsafe.Add(ref Panel(panel), row * Width), depth, ref product[0]);
                    for (int i = 0; i < lefts; i++)
                        for (int c = 0; c < Within(panel); c++) gram[(column + i) * Columns + panel * Width + c] += product[i * Width + c];
                }
            }
        }
        return gram;
    }

    /// <summary>Writes this matrix times another, over as many columns as <paramref name="into"/> has.</summary>
    public void Multiply(PanelMatrix right, PanelMatrix into, VectorKernels kernels, ParallelOptions parallel)
    {
        const int Left = VectorKernels.TileRows, Width = VectorKernels.PanelWidth, RowsAtOnce = 64 * Left;
        Parallel.For(0, (Rows + RowsAtOnce - 1) / RowsAtOnce, parallel, block =>
        {
            float[] left = new float[Left * Columns], product = new float[Left * Width];
            for (int row = block * RowsAtOnce; row < Math.Min((block + 1) * RowsAtOnce, Rows); row += Left)
            {
                int lefts = Math.Min(Left, Rows - row);
                for (int i = 0; i < lefts; i++) CopyRow(row + i, left.AsSpan(i * Columns, Columns));
                for (int panel = 0; panel < into.Panels; panel++)
                {
                    kernels.MultiplyTile(ref left[0], Columns, ref right.Panel(panel), Columns, ref product[0]);
                    for (int i = 0; i < lefts; i++) product.AsSpan(i * Width, Width).CopyTo(into.Row(panel, row + i));
                }
            }
        });
    }

    /// <summary>How many columns a panel really has.</summary>
    private int Within(int panel) => Math.Min(VectorKernels.PanelWidth, Columns - panel * VectorKernels.PanelWidth);

    private int Place(int panel, int row) => _start + (panel * Rows + row) * VectorKernels.PanelWidth;
}
