using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>The items that a step is about, each once, and where each stands; then what profiles' tokens have in the place of an item.</summary>
/// <param name="items">All items.</param>
internal sealed class DescribedRows(Description[] items)
{
    private readonly Dictionary<int, int> _rows = [];
    private readonly List<int> _items = [];
    private readonly List<Description> _described = [];

    /// <summary>How many rows there are.</summary>
    public int Count => _described.Count;

    /// <summary>What is known of each.</summary>
    public Description[] Described => [.. _described];

    /// <summary>The item of a row.</summary>
    public int Item(int row) => _items[row];

    /// <summary>The rows of some items; those that are not there yet are added.</summary>
    public int[] Take(int[] wanted) => Array.ConvertAll(wanted, Take);

    /// <summary>The row of each token.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="sequences">The same, one by one.</param>
    /// <param name="defects">Whether a profile's token has the vectors of the item whose index is the person's.</param>
    public int[] Take(EventBatch batch, EventSequence[] sequences, bool defects)
    {
        int[] rows = new int[batch.Tokens.Items.Length];
        for (int token = 0; token < rows.Length; token++)
            if (batch.Tokens.Items[token] is >= 0 and int item) rows[token] = Take(item);
        int nothing = Add(Description.Empty);
        for (int token = 0; token < rows.Length; token++)
            if (batch.Tokens.Items[token] == RaggedBatch.Hidden) rows[token] = defects && Beside(items, sequences[batch.Sequences[token]].Index) is { } beside ? Add(beside) : nothing;
        return rows;
    }

    /// <summary>The vectors of an item and nothing else of it; null where there is no such item.</summary>
    public static Description? Beside(Description[] items, int person) => person >= 0 && person < items.Length ? new Description(-1, [], [], items[person].Vectors) : null;

    private int Take(int item)
    {
        if (_rows.TryGetValue(item, out int row)) return row;
        _items.Add(item);
        _rows.Add(item, row = Add(items[item]));
        return row;
    }

    private int Add(Description description)
    {
        _described.Add(description);
        return _described.Count - 1;
    }
}
