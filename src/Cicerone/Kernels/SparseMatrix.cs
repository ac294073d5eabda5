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

    /// <summary>Values of the entries of a row; empty where every one is 1.</summary>
    public ReadOnlySpan<float> Values(int row) => _values is null ? default : _values.AsSpan(_offsets[row].._offsets[row + 1]);

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

    /// <summary>The binary matrix of which sets each element is in, shape [elements, sets].</summary>
    public static SparseMatrix Membership(BitMatrix sets)
    {
        int[] offsets = new int[sets.Columns + 1];
        int[][] elements = [.. Enumerable.Range(0, sets.Rows).Select(set => BitMatrix.Elements(sets.Row(set)))];
        foreach (int[] set in elements)
            foreach (int element in set) offsets[element + 1]++;
        for (int element = 0; element < sets.Columns; element++) offsets[element + 1] += offsets[element];
        int[] columns = new int[offsets[^1]], next = offsets[..^1];
        for (int set = 0; set < elements.Length; set++)
            foreach (int element in elements[set]) columns[next[element]++] = set;
        return new SparseMatrix(sets.Rows, offsets, columns, values: null);
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

    /// <summary>Some rows of a binary matrix, in the order given.</summary>
    public SparseMatrix Take(ReadOnlySpan<int> rows)
    {
        int[] offsets = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + Indices(rows[i]).Length;
        int[] columns = new int[offsets[^1]];
        for (int i = 0; i < rows.Length; i++) Indices(rows[i]).CopyTo(columns.AsSpan(offsets[i]));
        return new SparseMatrix(Columns, offsets, columns, values: null);
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

    /// <summary>The same matrix with every entry multiplied by a number of its row and one of its column.</summary>
    public SparseMatrix Scale(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns)
    {
        float[] values = new float[_columns.Length];
        for (int row = 0; row < Rows; row++)
            for (int i = _offsets[row]; i < _offsets[row + 1]; i++) values[i] = (float)((_values?[i] ?? 1) * rows[row] * columns[_columns[i]]);
        return new SparseMatrix(Columns, _offsets, _columns, values);
    }

    /// <summary>
    /// Writes this matrix times a dense one. Threads take runs of rows with about the same number of entries; a row is summed
    /// by one thread in the order of its entries, so that threads change no bit.
    /// </summary>
    public void Multiply(PanelMatrix right, PanelMatrix into, VectorKernels kernels, ParallelOptions parallel)
    {
        const int EntriesAtOnce = 1 << 14;
        int runs = _columns.Length / EntriesAtOnce + 1;
        Parallel.For(0, runs * right.Panels, parallel, task =>
        {
            (int panel, int run) = Math.DivRem(task, runs);
            for (int row = FirstRow(run * EntriesAtOnce); row < (run + 1 == runs ? Rows : FirstRow((run + 1) * EntriesAtOnce)); row++)
                kernels.SumRows(Indices(row), Values(row), ref right.Panel(panel), ref into.Row(panel, row)[0]);
        });
    }

    /// <summary>The first row that starts at or after an entry.</summary>
    private int FirstRow(int entry)
    {
        int low = 0, high = Rows;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_offsets[middle] < entry) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Adds a row, times a weight, to a dense vector of <see cref="Columns"/> numbers.</summary>
    public void AddRowTo(int row, Span<float> sum, float weight = 1)
    {
        for (int i = _offsets[row]; i < _offsets[row + 1]; i++) sum[_columns[i]] += weight * (_values?[i] ?? 1);
    }

    /// <summary>For a binary matrix, adds to a dense one how many rows each pair of columns shares.</summary>
    public void AddGramTo(SquareMatrix gram, ParallelOptions parallel)
    {
        SparseMatrix transposed = Transpose();
        Parallel.For(0, Columns, parallel, column =>
        {
            Span<double> sums = gram.Row(column, 0, Columns);
            foreach (int row in transposed.Indices(column))
                foreach (int other in Indices(row)) sums[other]++;
        });
    }

    /// <summary>The tensors that <see cref="Load"/> reads; a binary matrix has no values among them.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors()
    {
        yield return ("offsets", StoredTensor.Of(_offsets, _offsets.Length));
        yield return ("columns", StoredTensor.Of(_columns, _columns.Length));
        if (_values is not null) yield return ("values", StoredTensor.Of(_values, _values.Length));
    }

    /// <summary>Reads a matrix back and checks that every index is in range, since a folder may be damaged.</summary>
    /// <param name="tensors">The file.</param>
    /// <param name="columns">How many columns there must be.</param>
    /// <param name="rows">How many rows there must be; null where the file decides.</param>
    /// <param name="binary">Whether it has no values.</param>
    public static SparseMatrix Load(TensorFile tensors, int columns, int? rows, bool binary)
    {
        int[] offsets = rows is null ? tensors["offsets"].AsInt32() : tensors["offsets"].AsInt32(rows.Value + 1), indices = tensors["columns"].AsInt32();
        float[]? values = binary ? null : tensors["values"].AsFloat32(indices.Length);
        bool ascending = offsets.Length > 0 && offsets[0] == 0 && offsets[^1] == indices.Length;
        for (int row = 0; row + 1 < offsets.Length; row++) ascending &= offsets[row] <= offsets[row + 1];
        if (!ascending || indices.AsSpan().ContainsAnyExceptInRange(0, columns - 1))
            throw new CiceroneException($"{tensors.Path} is damaged: its sparse matrix points outside of itself. Fit the model again.");
        return new SparseMatrix(columns, offsets, indices, values);
    }
}
