namespace Cicerone.Data.Formats;

/// <summary>What files tell of people, gathered while the people's vocabulary still grows.</summary>
internal sealed class PersonColumns
{
    private readonly SortedDictionary<string, Dictionary<int, string>> _cells = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was told.</summary>
    public bool IsEmpty => _cells.Count == 0;

    /// <summary>Sets a cell; a second value of it is left out.</summary>
    public void Add(int person, string column, string cell)
    {
        if (!_cells.TryGetValue(column, out Dictionary<int, string>? cells)) _cells.Add(column, cells = []);
        if (cell.Length > 0) cells.TryAdd(person, cell);
    }

    public PersonTable ToTable(Vocabulary people) => new(people, _cells.ToDictionary(column => column.Key,
        column => (string?[])[.. Enumerable.Range(0, people.Count).Select(person => column.Value.GetValueOrDefault(person))]));
}
