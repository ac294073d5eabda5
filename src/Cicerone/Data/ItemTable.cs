namespace Cicerone.Data;

/// <summary>
/// What is known of items beside their events: columns of text (title, author, genre …), aligned with the item vocabulary.
/// A missing cell is null.
/// </summary>
public sealed class ItemTable
{
    private static readonly string[] TitleNames = ["title", "name", "movie_title", "item_title", "product_title", "item_name"];
    private readonly Dictionary<string, string?[]> _columns;
    private readonly string?[]? _titles;

    /// <summary>A table of the given columns, each with one cell for every item of the vocabulary.</summary>
    /// <exception cref="ArgumentException">A column has another length than the vocabulary.</exception>
    public ItemTable(Vocabulary items, IReadOnlyDictionary<string, string?[]> columns)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(columns);
        Items = items;
        _columns = new Dictionary<string, string?[]>(columns, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string?[] cells) in _columns)
            if (cells.Length != items.Count) throw new ArgumentException($"Column '{name}' has {cells.Length} cells for {items.Count} items.", nameof(columns));
        TitleColumn = TitleNames.FirstOrDefault(_columns.ContainsKey);
        _titles = TitleColumn is null ? null : _columns[TitleColumn];
    }

    /// <summary>A table without columns.</summary>
    public static ItemTable Without(Vocabulary items) => new(items, new Dictionary<string, string?[]>());

    /// <summary>The items that the rows stand for.</summary>
    public Vocabulary Items { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyCollection<string> Columns => _columns.Keys;

    /// <summary>The column that holds titles; null when there is none.</summary>
    public string? TitleColumn { get; }

    /// <summary>The cells of a column, one for each item.</summary>
    /// <exception cref="CiceroneException">There is no such column; the message names the nearest.</exception>
    public IReadOnlyList<string?> Column(string name) =>
        _columns.TryGetValue(name, out string?[]? cells) ? cells : throw CiceroneException.UnknownName("item column", name, _columns.Keys);

    /// <summary>The same table with more rows; the vocabulary of this one stays as it is.</summary>
    /// <exception cref="CiceroneException">An id is empty or taken, or a column is unknown.</exception>
    public ItemTable With(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var ids = new Vocabulary(Items.Ids);
        foreach (NewItem item in items)
        {
            int expected = ids.Count;
            if (item.Id.Length == 0) throw new CiceroneException("A new item has an empty id.");
            if (ids.Add(item.Id) != expected) throw new CiceroneException($"The id '{item.Id}' of a new item is taken.");
            if (item.Columns.Keys.FirstOrDefault(name => !_columns.ContainsKey(name)) is { } unknown) throw CiceroneException.UnknownName("item column", unknown, _columns.Keys);
        }
        return new ItemTable(ids, _columns.ToDictionary(column => column.Key, column => (string?[])[.. column.Value, .. items.Select(item => item.Columns.GetValueOrDefault(column.Key))]));
    }

    /// <summary>Some of the rows, in the given order, over a vocabulary of their own.</summary>
    internal ItemTable Take(int[] rows) =>
        new(new Vocabulary(rows.Select(row => Items[row])), _columns.ToDictionary(column => column.Key, column => (string?[])[.. rows.Select(row => column.Value[row])]));

    /// <summary>What to call an item before a person: its title, or its id where it has none.</summary>
    public string Title(int item) => _titles?[item] is { Length: > 0 } title ? title : Items[item];
}
