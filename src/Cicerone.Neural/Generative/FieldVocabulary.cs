using System.Globalization;
using Cicerone.Models;

namespace Cicerone.Neural.Generative;

/// <summary>The values that training met in each column. A cell is a list of values with blanks between; a value that training did not meet counts as missing.</summary>
internal sealed class FieldVocabulary
{
    private const char Colon = ':';
    private readonly List<string> _columns;
    private readonly Dictionary<(int Column, string Value), int> _rows = [];

    public FieldVocabulary(IEnumerable<string> columns) => _columns = [.. columns];

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>How many values there are in all columns together.</summary>
    public int Count => _rows.Count;

    /// <summary>Takes in the values of a row of cells, in the order of the columns.</summary>
    public void Add(IEnumerable<string?> cells)
    {
        foreach ((int column, string value) in ValuesOf(cells)) _rows.TryAdd((column, value), _rows.Count);
    }

    /// <summary>Describes something by its cells.</summary>
    /// <param name="id">Its row among the own vectors; −1 where it has none.</param>
    /// <param name="cells">In the order of the columns.</param>
    /// <param name="vectors">Its vector of each kind; null where there is none.</param>
    public Description Describe(int id, IEnumerable<string?> cells, params IReadOnlyList<ReadOnlyMemory<float>?> vectors)
    {
        var known = new List<(int Column, int Row)>();
        foreach ((int column, string value) in ValuesOf(cells))
            if (_rows.TryGetValue((column, value), out int row)) known.Add((column, row));
        return new Description(id, [.. known.Select(value => value.Column)], [.. known.Select(value => value.Row)], vectors);
    }

    public void Save(ModelWriter folder, string name)
    {
        folder.WriteTexts($"{name}-columns", _columns);
        folder.WriteTexts($"{name}-values", [.. _rows.OrderBy(row => row.Value).Select(row => $"{row.Key.Column}{Colon}{row.Key.Value}")]);
    }

    public static FieldVocabulary Load(ModelReader folder, string name)
    {
        var fields = new FieldVocabulary(folder.Texts($"{name}-columns"));
        foreach (string text in folder.Texts($"{name}-values"))
        {
            int colon = text.IndexOf(Colon, StringComparison.Ordinal);
            if (colon < 0 || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int column) || column >= fields._columns.Count || !fields._rows.TryAdd((column, text[(colon + 1)..]), fields._rows.Count))
                throw new CiceroneException($"{name}-values.json of the model folder is damaged at '{text}'. Fit the model again.");
        }
        return fields;
    }

    private static IEnumerable<(int Column, string Value)> ValuesOf(IEnumerable<string?> cells) =>
        cells.Index().SelectMany(cell => (cell.Item ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(value => (cell.Index, value)));
}
