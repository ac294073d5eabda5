using System.CommandLine;
using Cicerone.Data.Formats;

namespace Cicerone.Cli.Commands;

/// <summary>How files are read.</summary>
internal sealed class ReadingOptions
{
    private static readonly string[] ColumnNames = ["user", "item", "time", "value", "action", "split"];

    private readonly Option<string?> _columns = new("--columns") { Description = "Names of the columns (or their numbers, from 1), where they are not recognised.", HelpName = "user=…,item=…" };

    private readonly Option<string?> _itemText = new("--item-text") { Description = "A table of the items (id, title …), where it does not lie beside the data.", HelpName = "FILE" };

    private readonly Option<bool> _strict = new("--strict") { Description = "Stop at the first bad row." };

    public IEnumerable<Option> All => [_columns, _itemText, _strict];

    /// <summary>What was typed.</summary>
    public ReadOptions Read(Invocation call)
    {
        var names = new Dictionary<string, string>();
        foreach (string pair in (call.Value(_columns) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2) is not [var column, var name]) throw new UsageException($"--columns takes NAME=COLUMN pairs such as user=reader_id, not '{pair}'.");
            if (!ColumnNames.Contains(column)) throw new UsageException(CiceroneException.UnknownName("column of an interaction", column, ColumnNames).Message);
            names[column] = name;
        }
        return new ReadOptions { Strict = call.Value(_strict), Columns = names, ItemText = call.Value(_itemText) };
    }
}
