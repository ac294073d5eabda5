using System.Text;
using System.Text.Unicode;

namespace Cicerone.Data.Formats;

/// <summary>The columns of a table of items, read before the events whose items may join the vocabulary later.</summary>
internal sealed class ItemColumns
{
    private readonly DataFile _file;
    private readonly List<(string Name, int Column, List<string?> Cells)> _columns = [];
    private readonly HashSet<int> _told = [];

    private ItemColumns(DataFile file) => _file = file;

    /// <summary>Reads a table; its items join the vocabulary, those that no event names too.</summary>
    /// <exception cref="CiceroneException">It is no table, or has no column of item ids.</exception>
    public static ItemColumns Read(DataFile file, Vocabulary items, ReadOptions options, ReadReport report)
    {
        FileSample sample = FileSample.Of(file);
        TableFormat format = InteractionFormats.OfTable(sample);
        bool latin1 = format is DelimitedFormat && IsLatin1(file);
        if (latin1) report.Note($"{file.Path} was read as Latin-1: it is not UTF-8");
        using TableRows rows = format.Open(sample, new ReadOptions(), latin1);
        int id = IdColumn(file, rows.Columns, options);
        var table = new ItemColumns(file);
        for (int column = 0; column < rows.Columns.Count; column++)
            if (column != id) table.AddColumn(file, rows.Columns[column], column);
        Encoding encoding = latin1 ? Encoding.Latin1 : Encoding.UTF8;
        while (rows.Next())
        {
            report.CountRow();
            if ((rows.Fault ?? table.Add(rows, id, items, encoding)) is { } fault) report.AddBadRow(file.Path, rows.Line, fault, rows.Text);
        }
        if (table._told.Count == 0) throw new CiceroneException($"{file.Path} has no row that tells of an item.");
        return table;
    }

    /// <summary>The table over a vocabulary that is complete; the report tells how well it fits the events.</summary>
    public ItemTable ToTable(Vocabulary items, ReadReport report, params ReadOnlySpan<InteractionLog> logs)
    {
        bool[] met = new bool[items.Count];
        foreach (InteractionLog log in logs)
            foreach (int item in log.Item) met[item] = true;
        int named = met.AsSpan().Count(true), unmet = _told.Count(item => !met[item]), untold = named - (_told.Count - unmet);
        if (untold > 0) report.Note($"{_file.Path} lacks {untold:N0} of the {named:N0} items that events name");
        if (unmet > 0) report.Note($"{_file.Path} has {unmet:N0} items that no event names; they are items all the same");
        return ToTable(items);
    }

    /// <summary>The table over a vocabulary that is complete.</summary>
    public ItemTable ToTable(Vocabulary items)
    {
        var columns = new Dictionary<string, string?[]>();
        foreach ((string name, _, List<string?> cells) in _columns)
        {
            string?[] all = new string?[items.Count];
            cells.CopyTo(all);
            columns.Add(name, all);
        }
        return new ItemTable(items, columns);
    }

    private static int IdColumn(DataFile file, IReadOnlyList<string> columns, ReadOptions options)
    {
        int asked = options.Columns.TryGetValue(ColumnRoles.ItemName, out string? name) ? columns.ToList().IndexOf(name) : -1;
        int id = asked >= 0 ? asked : ColumnRoles.ItemId(columns);
        return id >= 0 ? id : throw new CiceroneException($"{file.Path} is read as a table of items, but has {ColumnRoles.MissingAdvice(columns, ColumnRoles.ItemName, "item ids")}.");
    }

    private void AddColumn(DataFile file, string name, int column)
    {
        if (_columns.Exists(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new CiceroneException($"{file.Path} has two columns named '{name}'. Rename one.");
        _columns.Add((name, column, []));
    }

    private string? Add(TableRows rows, int id, Vocabulary items, Encoding encoding)
    {
        if (rows[id].IsEmpty) return $"column {id + 1} ({rows.Columns[id]}) is empty";
        string item = encoding.GetString(rows[id]);
        int index = items.Add(item);
        if (!_told.Add(index)) return $"the item '{item}' has a row already, which is kept";
        foreach ((_, int column, List<string?> cells) in _columns)
        {
            while (cells.Count <= index) cells.Add(null);
            ReadOnlySpan<byte> cell = rows[column];
            cells[index] = cell.IsEmpty ? null : encoding.GetString(cell);
        }
        return null;
    }

    /// <summary>Whether more lines break the rules of UTF-8 than use them.</summary>
    private static bool IsLatin1(DataFile file)
    {
        using var lines = new RowReader(file.Open(), file, 1 << 20, quoting: null);
        int broken = 0, used = 0;
        while (lines.Read())
        {
            if (Ascii.IsValid(lines.Row)) continue;
            if (Utf8.IsValid(lines.Row)) used++;
            else broken++;
        }
        return broken > used;
    }
}
