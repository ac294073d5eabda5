namespace Cicerone.Data;

/// <summary>
/// What is known of people beside their events: columns of text (age, sector …), aligned with the vocabulary of people. A cell may hold several
/// values with blanks between; a missing one is null.
/// </summary>
public sealed class PersonTable
{
    private readonly IReadOnlyDictionary<string, string?[]> _columns;

    /// <summary>A table of the given columns, each with one cell for every person of the vocabulary.</summary>
    /// <exception cref="ArgumentException">A column has another length than the vocabulary.</exception>
    public PersonTable(Vocabulary people, IReadOnlyDictionary<string, string?[]> columns)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(columns);
        foreach ((string name, string?[] cells) in columns)
            if (cells.Length != people.Count) throw new ArgumentException($"Column '{name}' has {cells.Length} cells for {people.Count} people.", nameof(columns));
        (People, _columns) = (people, columns);
        Columns = [.. columns.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>A table without columns.</summary>
    public static PersonTable Without(Vocabulary people) => new(people, new Dictionary<string, string?[]>());

    /// <summary>The people that the rows stand for.</summary>
    public Vocabulary People { get; }

    /// <summary>Names of the columns, in ordinal order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What is known of a person: the filled cells, by column.</summary>
    public IReadOnlyDictionary<string, string> this[int person]
    {
        get
        {
            var profile = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string column in Columns)
                if (_columns[column][person] is { Length: > 0 } cell) profile.Add(column, cell);
            return profile;
        }
    }

    /// <summary>The same rows for a vocabulary that numbers people otherwise, or lacks some; those it has and this table lacks have nothing.</summary>
    public PersonTable For(Vocabulary people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (people == People) return this;
        int[] from = [.. people.Ids.Select(id => People.TryIndex(id, out int person) ? person : -1)];
        return new PersonTable(people, _columns.ToDictionary(column => column.Key, column => Array.ConvertAll(from, person => person < 0 ? null : column.Value[person])));
    }

    /// <summary>The cells of a person, in the order of <see cref="Columns"/>.</summary>
    internal IEnumerable<string?> Cells(int person) => Columns.Select(column => _columns[column][person]);
}
