namespace Cicerone.Kernels;

/// <summary>A square matrix in double precision whose rows begin on cache lines, with a few rows of memory to spare so that a tile may read past the last.</summary>
internal sealed class SquareMatrix
{
    private const int Lane = 8; // numbers in a cache line
    private readonly double[] _values;
    private readonly int _start;

    public SquareMatrix(int size)
    {
        (Size, Stride) = (size, (size + Lane - 1) / Lane * Lane);
        _values = VectorKernels.AlignedArray<double>((long)(Size + VectorKernels.TileRows) * Stride, out _start);
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    public ref double this[int row, int column] => ref _values[_start + row * Stride + column];

    /// <summary>Some numbers of a row.</summary>
    public Span<double> Row(int row, int from, int end) => _values.AsSpan(_start + row * Stride + from, end - from);
}
