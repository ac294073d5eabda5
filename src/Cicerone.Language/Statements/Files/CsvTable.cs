using Cicerone.Data.Formats;

namespace Cicerone.Language.Statements.Files;

/// <summary>Reads tables of the benchmark.</summary>
internal static class CsvTable
{
    /// <summary>What to do with a row.</summary>
    public delegate void Take(CsvRow row);

    /// <summary>Reads every row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <param name="take">Takes a row.</param>
    /// <exception cref="CiceroneException">The file, a column or a row is missing or broken.</exception>
    public static void Read(string path, string[] needed, Take take)
    {
        var file = new DataFile(path);
        string[] header = DelimitedRows.Fields(FileSample.Of(file).Lines[0], ",", quoted: true);
        Dictionary<string, int> columns = header.Index().DistinctBy(column => column.Item).ToDictionary(column => column.Item, column => column.Index);
        foreach (string name in needed)
            if (!columns.ContainsKey(name)) throw CiceroneException.UnknownName($"column of {path}", name, header);
        using var rows = new DelimitedRows(file, new TableShape(",", header, HasHeader: true, IsQuoted: true), latin1: false);
        while (rows.Next())
        {
            if (rows.Fault is { } fault) throw new CiceroneException($"{path}, line {rows.Line}: {fault}. Write the file again.");
            take(new CsvRow(path, rows, columns));
        }
    }
}
