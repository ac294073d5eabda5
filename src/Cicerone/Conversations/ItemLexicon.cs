using System.Globalization;
using Cicerone.Data;

namespace Cicerone.Conversations;

/// <summary>
/// What of a table of items people speak of: the values of its columns (genre, author …), its titles, the words of its text, and its numbers.
/// Phrases are looked up by <see cref="Words.Key"/>.
/// </summary>
internal sealed class ItemLexicon
{
    private const int MostWordsOfValue = 5, MostCharactersOfValue = 40, MostChoices = 30, MostWordsOfText = 2_000;
    private const double LeastUses = 1.5, LeastNumbers = 0.9, LeastAsked = 0.8, LeastOneWord = 0.05;
    private static readonly char[] Separators = ['|', ';', ','], Blank = [' '];

    private readonly ItemTable _table;
    private readonly Dictionary<string, List<(string Column, string Value)>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Column, string Value), List<int>> _holders = [];
    private readonly Dictionary<string, List<int>> _titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [], _asked = [];
    private readonly HashSet<string> _single = new(StringComparer.OrdinalIgnoreCase), _ofWords = new(StringComparer.OrdinalIgnoreCase);

    public ItemLexicon(ItemTable table)
    {
        _table = table;
        foreach (string column in table.Columns.Where(column => column != table.TitleColumn)) Read(column);
        _asked.Sort((one, other) => DistinctOf(one).CompareTo(DistinctOf(other)));
        for (int item = 0; item < table.Items.Count; item++) ReadText(item);
    }

    /// <summary>The columns whose values can be wished for.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The columns that can be asked about, those of the fewest values first: most items have one, and there are 30 at most.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>The columns that hold numbers.</summary>
    public IReadOnlyCollection<string> NumberColumns => _numbers.Keys;

    /// <summary>Whether an item has one value of a column at most.</summary>
    public bool IsSingle(string column) => _single.Contains(column);

    /// <summary>The values a phrase stands for, each with its column; a plural stands for its singular.</summary>
    public IReadOnlyList<(string Column, string Value)> Values(string key) =>
        _values.TryGetValue(key, out List<(string Column, string Value)>? found) ? found
        : Words.Singulars(key).Select(singular => _values.GetValueOrDefault(singular)).FirstOrDefault(values => values is not null) ?? [];

    /// <summary>The value of a column as the table writes it; null where no item has it.</summary>
    public string? Value(string column, string value) => Values(Words.Key(value)).Where(found => found.Column.Equals(column, StringComparison.OrdinalIgnoreCase)).Select(found => found.Value).FirstOrDefault();

    /// <summary>The values of a column that most items have, the most frequent first.</summary>
    public IEnumerable<string> SomeValues(string column) => _holders.Where(holders => holders.Key.Column == column).OrderByDescending(holders => holders.Value.Count).Select(holders => holders.Key.Value).Take(MostChoices);

    /// <summary>The items that have a value.</summary>
    public IReadOnlyList<int> Holders(string column, string value) => _holders.TryGetValue((column, value), out List<int>? items) ? items : [];

    /// <summary>Whether an item has a value.</summary>
    public bool Has(int item, string column, string value) => _holders.TryGetValue((column, value), out List<int>? items) && items.BinarySearch(item) >= 0;

    /// <summary>Whether an item's text has a word.</summary>
    public bool Has(int item, string word) => Having(word).BinarySearch(item) >= 0;

    /// <summary>An item's values of a column.</summary>
    public IEnumerable<string> ValuesOf(int item, string column) => Entries(column, _table.Column(column)[item]);

    /// <summary>The items of a title; none where there is no such title.</summary>
    public IReadOnlyList<int> Titled(string key) => _titles.TryGetValue(key, out List<int>? items) ? items : [];

    /// <summary>The items whose text has a word, in any column.</summary>
    public List<int> Having(string word) =>
        _byWord.TryGetValue(word, out List<int>? items) ? items
        : Words.Singulars(word).Select(singular => _byWord.GetValueOrDefault(singular)).FirstOrDefault(found => found is not null) ?? [];

    /// <summary>An item's number of a column; not a number where it has none.</summary>
    public double Number(int item, string column) => _numbers[column][item];

    private int DistinctOf(string column) => _holders.Keys.Count(holder => holder.Column == column);

    private void Read(string column)
    {
        IReadOnlyList<string?> cells = _table.Column(column);
        if (IsOfWords([.. cells.OfType<string>().Select(cell => cell.Trim()).Where(cell => cell.Length > 0)])) _ofWords.Add(column);
        string[][] entries = [.. cells.Select(cell => Entries(column, cell))];
        int filled = entries.Count(cell => cell.Length > 0);
        if (filled == 0) return;
        double[] numbers = [.. cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN)];
        if (numbers.Count(double.IsFinite) >= LeastNumbers * filled)
        {
            _numbers.Add(column, numbers);
            return;
        }
        string[] all = [.. entries.SelectMany(cell => cell)], distinct = [.. all.Distinct(StringComparer.OrdinalIgnoreCase)];
        if (all.Count(IsValue) < all.Length / 2.0 || all.Length < LeastUses * distinct.Length) return; // prose, or names of single items
        Add(column, entries);
        if (entries.All(cell => cell.Length <= 1)) _single.Add(column);
        if (distinct.Length is > 1 and <= MostChoices && filled >= LeastAsked * cells.Count) _asked.Add(column);
    }

    private void Add(string column, string[][] entries)
    {
        _columns.Add(column);
        var written = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase); // one spelling for each value
        for (int item = 0; item < entries.Length; item++)
            foreach (string entry in entries[item].Where(IsValue))
            {
                if (!written.TryGetValue(entry, out string? value))
                {
                    written.Add(entry, value = entry);
                    string key = Words.Key(value);
                    foreach (string phrase in (string[])[key, .. Words.WithoutArticle(key) is var bare && bare != key ? (string[])[bare] : []])
                        (_values.TryGetValue(phrase, out List<(string, string)>? known) ? known : _values[phrase] = []).Add((column, value));
                }
                List<int> holders = _holders.TryGetValue((column, value), out List<int>? found) ? found : _holders[(column, value)] = [];
                if (holders.Count == 0 || holders[^1] != item) holders.Add(item);
            }
    }

    private void ReadText(int item)
    {
        if (_table.TitleColumn is { } column && _table.Column(column)[item] is { Length: > 0 } title)
        {
            string key = Words.Key(title);
            int year = title.LastIndexOf(" (", StringComparison.Ordinal); // "Dune (2021)" is called "Dune" too
            string[] called = [key, Words.WithoutArticle(key), .. year > 0 && title.EndsWith(')') ? (string[])[Words.Key(title[..year])] : []];
            foreach (string name in called.Distinct().Where(name => name.Length > 0)) (_titles.TryGetValue(name, out List<int>? items) ? items : _titles[name] = []).Add(item);
        }
        foreach (string word in _table.Columns.SelectMany(name => Words.Of(_table.Column(name)[item] ?? "").Take(MostWordsOfText)).Select(word => word.Text).Distinct())
            (_byWord.TryGetValue(word, out List<int>? items) ? items : _byWord[word] = []).Add(item);
    }

    /// <summary>Whether cells are lists with blanks between ("Comedy Drama"): some have one word, and there are more different cells than words.</summary>
    private static bool IsOfWords(string[] cells)
    {
        string[] distinct = [.. cells.Distinct()];
        return cells.All(cell => cell.IndexOfAny(Separators) < 0) && cells.Count(cell => !cell.Contains(' ', StringComparison.Ordinal)) >= LeastOneWord * cells.Length
            && distinct.SelectMany(cell => cell.Split(' ')).Distinct().Take(distinct.Length).Count() is <= MostChoices and var words && words < distinct.Length;
    }

    private string[] Entries(string column, string? cell) => cell?.Split(_ofWords.Contains(column) ? Blank : Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsValue(string entry) => entry.Length <= MostCharactersOfValue && Words.Of(entry) is { Count: > 0 and <= MostWordsOfValue };
}
