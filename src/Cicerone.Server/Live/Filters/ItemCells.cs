namespace Cicerone.Server.Live.Filters;

/// <summary>What a filter reads of an item.</summary>
/// <param name="Cell">The cell in a column; null where it is missing.</param>
/// <param name="Entries">The entries of a cell that holds a list; none where it is missing.</param>
internal readonly record struct ItemCells(Func<string, string?> Cell, Func<string, IEnumerable<string>> Entries);
