using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>Writes RecBole's atomic files, named after their folder as RecBole wants them.</summary>
internal sealed class RecBoleWriter : InteractionWriter
{
    private const char Tab = '\t';

    private static readonly Dictionary<string, string> Typed = new()
    {
        [ColumnRoles.UserName] = "user_id:token",
        [ColumnRoles.ItemName] = "item_id:token",
        [ColumnRoles.TimeName] = "timestamp:float",
        [ColumnRoles.ValueName] = "rating:float",
        [ColumnRoles.ActionName] = "action:token",
    };

    public override string Name => "recbole";

    public override string Summary => "RecBole's atomic files FOLDER.inter and FOLDER.item; times in Unix seconds.";

    internal override void WriteEvents(string path, InteractionLog log) => DelimitedText.WriteFile(path, Tab, [.. LogRows.Header(log).Select(name => Typed[name])], LogRows.Of(log, Seconds));

    private protected override void WriteFiles(string folder, InteractionLog log, ItemTable items)
    {
        string path = Path.Combine(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        WriteEvents(path + ".inter", log);
        string[] header = [.. LogRows.Header(items, "item_id")];
        DelimitedText.WriteFile(path + ".item", Tab, [Typed[ColumnRoles.ItemName], .. header.Skip(1).Select(name => $"{name}:token_seq")], LogRows.Of(items));
    }

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
}
