using Cicerone.Data;

namespace Cicerone.Server.Live.Filters;

/// <summary>The cells of items that nothing was told of, read one item after the other without making anything anew for each.</summary>
internal sealed class CatalogueCells
{
    private readonly Catalogue _catalogue;
    private readonly string _idColumn;
    private readonly Func<string?, string[]> _entries;
    private readonly Dictionary<string, IReadOnlyList<string?>> _columns;
    private readonly ItemCells _cells;
    private int _item;

    /// <param name="catalogue">The items.</param>
    /// <param name="idColumn">What the column of ids is called.</param>
    /// <param name="toldColumn">The column that only what is told fills.</param>
    /// <param name="entries">Takes a cell apart.</param>
    public CatalogueCells(Catalogue catalogue, string idColumn, string toldColumn, Func<string?, string[]> entries)
    {
        (_catalogue, _idColumn, _entries) = (catalogue, idColumn, entries);
        _columns = catalogue.Items.Columns.Where(column => !column.Equals(toldColumn, StringComparison.OrdinalIgnoreCase)).ToDictionary(column => column, catalogue.Items.Column, StringComparer.OrdinalIgnoreCase);
        _cells = new ItemCells(Cell, Entries);
    }

    /// <summary>The cells of an item, until the next is asked for.</summary>
    public ItemCells Of(int item)
    {
        _item = item;
        return _cells;
    }

    private string? Cell(string column) =>
        column.Equals(_idColumn, StringComparison.OrdinalIgnoreCase) ? _catalogue.Ids[_item]
        : _columns.TryGetValue(column, out IReadOnlyList<string?>? cells) ? cells[_item] : null;

    private string[] Entries(string column) => _entries(Cell(column));
}
