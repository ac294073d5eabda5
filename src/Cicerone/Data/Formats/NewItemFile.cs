namespace Cicerone.Data.Formats;

/// <summary>A table of items, some of which a catalogue does not have yet.</summary>
public static class NewItemFile
{
    /// <summary>The items of a table that are not among those known, in the order of the file.</summary>
    /// <param name="path">A table in any readable format.</param>
    /// <param name="known">The items of the catalogue.</param>
    /// <exception cref="CiceroneException">The file cannot be read, or a row is bad.</exception>
    public static IReadOnlyList<NewItem> Read(string path, Vocabulary known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var report = new ReadReport(strict: true);
        var items = new Vocabulary(known.Ids);
        ItemTable table = ItemColumns.Read(new DataFile(path), items, new ReadOptions(), report).ToTable(items, report);
        return [.. Enumerable.Range(known.Count, items.Count - known.Count)
            .Select(item => new NewItem(items[item], table.Columns.ToDictionary(column => column, column => table.Column(column)[item], StringComparer.OrdinalIgnoreCase)))];
    }
}
