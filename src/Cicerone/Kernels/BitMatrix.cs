using System.Numerics;
using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// Sets as rows of packed bits, such as, for each item, the people who chose it: rules over items are then a few instructions for
/// every 64 people. A literal is a row, or the bitwise complement of its index for everything outside of the row.
/// </summary>
internal sealed class BitMatrix(int rows, int columns)
{
    private const int WordBits = 64;
    private readonly ulong[] _words = new ulong[checked(rows * Words(columns))];

    /// <summary>How many sets there are.</summary>
    public int Rows => rows;

    /// <summary>How many elements a set can have.</summary>
    public int Columns => columns;

    /// <summary>Words of a set of so many elements.</summary>
    public static int Words(int columns) => (columns + WordBits - 1) / WordBits;

    /// <summary>The sets that the columns of a sparse matrix make of its rows.</summary>
    public static BitMatrix ColumnsOf(SparseMatrix matrix)
    {
        var bits = new BitMatrix(matrix.Columns, matrix.Rows);
        for (int row = 0; row < matrix.Rows; row++)
            foreach (int column in matrix.Indices(row)) bits.Add(column, row);
        return bits;
    }

    /// <summary>The words of a set; bits past the last element are 0.</summary>
    public ReadOnlySpan<ulong> Row(int row) => _words.AsSpan(row * Words(columns), Words(columns));

    /// <summary>The words of a set, to be written; bits past the last element must stay 0.</summary>
    public Span<ulong> Writable(int row) => _words.AsSpan(row * Words(columns), Words(columns));

    /// <summary>Puts an element into a set.</summary>
    public void Add(int row, int column) => _words[row * Words(columns) + column / WordBits] |= 1UL << (column % WordBits);

    /// <summary>Whether an element is in a set of words.</summary>
    public static bool Contains(ReadOnlySpan<ulong> set, int column) => (set[column / WordBits] >> (column % WordBits) & 1) != 0;

    /// <summary>The elements that satisfy every literal; all of them where there are none.</summary>
    public void And(ReadOnlySpan<int> literals, Span<ulong> into)
    {
        into.Fill(ulong.MaxValue);
        foreach (int literal in literals)
            if (literal >= 0) TensorPrimitives.BitwiseAnd(into, Row(literal), into);
            else
                for (int word = 0; word < into.Length; word++) into[word] &= ~Row(~literal)[word];
        ClearPast(into);
    }

    /// <summary>The elements that satisfy any literal; none of them where there are none.</summary>
    public void Or(ReadOnlySpan<int> literals, Span<ulong> into)
    {
        into.Clear();
        foreach (int literal in literals)
            if (literal >= 0) TensorPrimitives.BitwiseOr(into, Row(literal), into);
            else
                for (int word = 0; word < into.Length; word++) into[word] |= ~Row(~literal)[word];
        ClearPast(into);
    }

    /// <summary>How many elements a set has.</summary>
    public static int Count(ReadOnlySpan<ulong> set)
    {
        int count = 0;
        foreach (ulong word in set) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The elements of a set, ascending.</summary>
    public static int[] Elements(ReadOnlySpan<ulong> set)
    {
        int[] elements = new int[Count(set)];
        int count = 0;
        for (int word = 0; word < set.Length; word++)
            for (ulong left = set[word]; left != 0; left &= left - 1) elements[count++] = word * WordBits + BitOperations.TrailingZeroCount(left);
        return elements;
    }

    /// <summary>How many elements two sets share.</summary>
    public static int CountShared(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int count = 0;
        for (int word = 0; word < a.Length; word++) count += BitOperations.PopCount(a[word] & b[word]);
        return count;
    }

    private void ClearPast(Span<ulong> set)
    {
        if (columns % WordBits > 0) set[^1] &= (1UL << (columns % WordBits)) - 1;
    }
}
