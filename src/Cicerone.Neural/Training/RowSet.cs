namespace Cicerone.Neural.Training;

/// <summary>Some rows of a table, without repetition, and where each stands among them.</summary>
/// <param name="size">Rows of the table.</param>
internal sealed class RowSet(int size)
{
    private readonly int[] _places = new int[size];

    /// <summary>The rows, ascending.</summary>
    public int[] Rows { get; private set; } = [];

    /// <summary>Takes other rows, given in any order and with repetitions.</summary>
    public void Take(params ReadOnlySpan<int[]> rows)
    {
        var taken = new List<int>();
        foreach (int[] part in rows) taken.AddRange(part);
        taken.Sort();
        int count = 0;
        for (int i = 0; i < taken.Count; i++)
        {
            if (i > 0 && taken[i] == taken[i - 1]) continue;
            _places[taken[i]] = count; // what stands at rows that were not taken is never read
            taken[count++] = taken[i];
        }
        Rows = [.. taken[..count]];
    }

    /// <summary>Where rows that were taken stand among them.</summary>
    public int[] Places(int[] rows) => Array.ConvertAll(rows, row => _places[row]);
}
