namespace Cicerone.Data;

/// <summary>
/// External ids of one kind (people, items or actions), numbered 0, 1, 2 … in order of first appearance.
/// It only grows: an index, once given, never changes its meaning.
/// </summary>
public sealed class Vocabulary
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>An empty vocabulary.</summary>
    public Vocabulary() => _bySpan = _index.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A vocabulary of the given ids, numbered in their order.</summary>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public Vocabulary(IEnumerable<string> ids) : this()
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (string id in ids)
        {
            int expected = _ids.Count;
            if (Add(id) != expected) throw new ArgumentException($"The id '{id}' occurs twice in a vocabulary.", nameof(ids));
        }
    }

    /// <summary>How many ids there are.</summary>
    public int Count => _ids.Count;

    /// <summary>The ids in the order of their indices.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>The external id of an index.</summary>
    public string this[int index] => _ids[index];

    /// <summary>The index of an id, which is added when it is new.</summary>
    public int Add(ReadOnlySpan<char> id)
    {
        if (_bySpan.TryGetValue(id, out int known)) return known;
        string text = id.ToString();
        _index.Add(text, _ids.Count);
        _ids.Add(text);
        return _ids.Count - 1;
    }

    /// <summary>Finds the index of an id; false when it is unknown.</summary>
    public bool TryIndex(ReadOnlySpan<char> id, out int index) => _bySpan.TryGetValue(id, out index);

    /// <summary>The index of an id.</summary>
    /// <exception cref="CiceroneException">The id is unknown; the message names the nearest known one.</exception>
    public int Index(string id, string kind) =>
        _index.TryGetValue(id, out int index) ? index : throw CiceroneException.UnknownName(kind, id, _ids);
}
