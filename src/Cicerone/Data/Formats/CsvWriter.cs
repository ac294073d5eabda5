using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>Writes CSV with a header.</summary>
internal sealed class CsvWriter : InteractionWriter
{
    private const char Comma = ',';

    public override string Name => "csv";

    public override string Summary => "interactions.csv and items.csv, with headers; times as ISO 8601 in UTC.";

    internal override void WriteEvents(string path, InteractionLog log) => DelimitedText.WriteFile(path, Comma, LogRows.Header(log), LogRows.Of(log, Iso));

    private protected override void WriteFiles(string folder, InteractionLog log, ItemTable items)
    {
        WriteEvents(Path.Combine(folder, "interactions.csv"), log);
        DelimitedText.WriteFile(Path.Combine(folder, "items.csv"), Comma, LogRows.Header(items, ColumnRoles.ItemName), LogRows.Of(items));
    }

    private static string Iso(long milliseconds) => Moment.Utc(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
