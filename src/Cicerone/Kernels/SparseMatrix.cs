using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Kernels;

/// <summary>
/// A sparse matrix by rows (CSR): the entries of a row are contiguous, their columns ascending. Binary matrices keep no values.
/// </summary>
internal sealed class SparseMatrix
{
    private readonly int[] _offsets, _columns;
    private readonly float[]? _values;

    private SparseMatrix(int columns, int[] offsets, int[] indices, float[]? values)
    {
        Columns = columns;
        (_offsets, _columns, _values) = (offsets, indices, values);
    }

    public int Rows => _offsets.Length - 1;

    public int Columns { get; }

    /// <summary>Columns of the entries of a row.</summary>
    public ReadOnlySpan<int> Indices(int row) => _columns.AsSpan(_offsets[row].._offsets[row + 1]);

    /// <summary>Values of the entries of a row; empty for a binary matrix.</summary>
    public ReadOnlySpan<float> Values(int row) => _values is null ? [] : _values.AsSpan(_offsets[row].._offsets[row + 1]);

    /// <summary>The entry at a place; 0 where there is none.</summary>
    public float this[int row, int column]
    {
        get
        {
            int place = Indices(row).BinarySearch(column);
            return place < 0 ? 0 : _values?[_offsets[row] + place] ?? 1;
        }
    }

    /// <summary>The binary matrix of who chose what: however often a person chose an item, it counts once.</summary>
    public static SparseMatrix PeopleByItems(InteractionLog log)
    {
        int[] counts = new int[log.Users.Count + 1];
        foreach (int person in log.User) counts[person + 1]++;
        for (int person = 0; person < log.Users.Count; person++) counts[person + 1] += counts[person];
        int[] items = new int[log.Count], next = counts[..^1];
        for (int row = 0; row < log.Count; row++) items[next[log.User[row]]++] = log.Item[row];

        int[] offsets = new int[counts.Length];
        int kept = 0;
        for (int person = 0; person < log.Users.Count; person++)
        {
            Span<int> chosen = items.AsSpan(counts[person]..counts[person + 1]);
            chosen.Sort();
            for (int i = 0; i < chosen.Length; i++)
                if (i == 0 || chosen[i] != chosen[i - 1]) items[kept++] = chosen[i];
            offsets[person + 1] = kept;
        }
        return new SparseMatrix(log.Items.Count, offsets, items[..kept], values: null);
    }

    /// <summary>A matrix of rows of (column, value), each in ascending order of columns.</summary>
    public static SparseMatrix FromRows(IReadOnlyList<(int Column, float Value)[]> rows, int columns)
    {
        int[] offsets = new int[rows.Count + 1];
        for (int row = 0; row < rows.Count; row++) offsets[row + 1] = offsets[row] + rows[row].Length;
        int[] indices = new int[offsets[^1]];
        float[] values = new float[offsets[^1]];
        for (int row = 0; row < rows.Count; row++)
            for (int i = 0; i < rows[row].Length; i++)
                (indices[offsets[row] + i], values[offsets[row] + i]) = rows[row][i];
        return new SparseMatrix(columns, offsets, indices, values);
    }

    /// <summary>Rows become columns.</summary>
    public SparseMatrix Transpose()
    {
        int[] offsets = new int[Columns + 1];
        foreach (int column in _columns) offsets[column + 1]++;
        for (int column = 0; column < Columns; column++) offsets[column + 1] += offsets[column];
        int[] rows = new int[_columns.Length], next = offsets[..^1];
        float[]? values = _values is null ? null : new float[_values.Length];
        for (int row = 0; row < Rows; row++)
            for (int i = _offsets[row]; i < _offsets[row + 1]; i++)
            {
                int place = next[_columns[i]]++;
                rows[place] = row;
                if (values is not null) values[place] = _values![i];
            }
        return new SparseMatrix(Rows, offsets, rows, values);
    }

    /// <summary>Adds a row to a dense vector of <see cref="Columns"/> numbers.</summary>
    public void AddRowTo(int row, Span<float> sum)
    {
        for (int i = _offsets[row]; i < _offsets[row + 1]; i++) sum[_columns[i]] += _values?[i] ?? 1;
    }

    /// <summary>For a binary matrix, how many rows each pair of columns shares: shape [columns, columns], dense.</summary>
    public double[] Gram(ParallelOptions parallel)
    {
        double[] gram = new double[checked(Columns * Columns)];
        SparseMatrix transposed = Transpose();
        Parallel.For(0, Columns, parallel, column =>
        {
            Span<double> sums = gram.AsSpan(column * Columns, Columns);
            foreach (int row in transposed.Indices(column))
                foreach (int other in Indices(row)) sums[other]++;
        });
        return gram;
    }

    /// <summary>The tensors that <see cref="Load"/> reads.</summary>
    public (string Name, StoredTensor Tensor)[] ToTensors() =>
    [
        ("offsets", StoredTensor.Of(_offsets, _offsets.Length)),
        ("columns", StoredTensor.Of(_columns, _columns.Length)),
        ("values", StoredTensor.Of(_values!, _values!.Length)),
    ];

    /// <summary>Reads a matrix back and checks that every index is in range, since a folder may be damaged.</summary>
    public static SparseMatrix Load(TensorFile tensors, int rows, int columns)
    {
        int[] offsets = tensors["offsets"].AsInt32(rows + 1), indices = tensors["columns"].AsInt32();
        float[] values = tensors["values"].AsFloat32(indices.Length);
        bool ascending = offsets[0] == 0 && offsets[^1] == indices.Length;
        for (int row = 0; row < rows; row++) ascending &= offsets[row] <= offsets[row + 1];
        if (!ascending || indices.AsSpan().ContainsAnyExceptInRange(0, columns - 1))
            throw new CiceroneException($"{tensors.Path} is damaged: its sparse matrix points outside of itself. Fit the model again.");
        return new SparseMatrix(columns, offsets, indices, values);
    }
}
