namespace Cicerone.Data.Features;

/// <summary>What an item's table says of it, as one text.</summary>
public static class ItemText
{
    /// <summary>The filled cells of an item in the order of the columns, parted by line breaks; empty where there are none.</summary>
    public static string Of(ItemTable items, int item)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Of(items.Columns.Select(column => items.Column(column)[item]));
    }

    /// <summary>The filled cells of a row.</summary>
    public static string Of(IEnumerable<string?> cells) => string.Join('\n', cells.Where(cell => !string.IsNullOrWhiteSpace(cell)));
}
