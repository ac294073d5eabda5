namespace Cicerone.Kernels;

/// <summary>Counts over many indices of which few occur: clearing and reading cost only what was touched.</summary>
internal sealed class SparseCounts(int length)
{
    private readonly int[] _counts = new int[length], _touched = new int[length + 1];
    private int _distinct;

    /// <summary>The indices that occurred, in the order of their first occurrence.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _distinct);

    /// <summary>How often an index occurred.</summary>
    public int this[int index] => _counts[index];

    /// <summary>Counts each of some indices once more.</summary>
    public void Add(ReadOnlySpan<int> indices)
    {
        int[] counts = _counts, touched = _touched;
        int distinct = _distinct;
        foreach (int index in indices)
        {
            touched[distinct] = index; // kept only if it is new: a branch would be guessed wrong too often
            distinct += counts[index]++ == 0 ? 1 : 0;
        }
        _distinct = distinct;
    }

    /// <summary>Sets every count to 0.</summary>
    public void Clear()
    {
        foreach (int index in Touched) _counts[index] = 0;
        _distinct = 0;
    }
}
