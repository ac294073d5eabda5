namespace Cicerone.Data.Formats;

/// <summary>How a text of rows and columns is laid out.</summary>
/// <param name="Separator">What stands between fields: one or more ASCII characters.</param>
/// <param name="Columns">Names of the columns; numbers from 1 where nothing names them.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="IsQuoted">Whether fields may be quoted as in CSV.</param>
internal sealed record TableShape(string Separator, IReadOnlyList<string> Columns, bool HasHeader, bool IsQuoted);
