using System.Text;
using System.Text.Json.Nodes;
using Cicerone.Data.Formats;

namespace Cicerone.Language.Statements.Files;

/// <summary>A row of a table of the benchmark, whose cells are asked for by the names of their columns.</summary>
/// <param name="path">The file.</param>
/// <param name="rows">Its rows, at this one.</param>
/// <param name="columns">Places of the columns.</param>
internal readonly ref struct CsvRow(string path, DelimitedRows rows, Dictionary<string, int> columns)
{
    /// <summary>A cell.</summary>
    public string this[string column] => Encoding.UTF8.GetString(rows[columns[column]]);

    /// <summary>A cell that may have no column.</summary>
    public string? Find(string column) => columns.TryGetValue(column, out int place) ? Encoding.UTF8.GetString(rows[place]) : null;

    /// <summary>The list that a cell holds.</summary>
    public JsonArray List(string column) => Read(column, text => PythonLiteral.Parse(text)!.AsArray());

    /// <summary>The whole numbers that a cell holds.</summary>
    public int[] Numbers(string column) => Read(column, text => PythonLiteral.Parse(text)!.AsArray().Select(number => checked((int)number!.GetValue<double>())).ToArray());

    /// <summary>Reads a cell, and tells where it lies when it is wrong.</summary>
    public T Read<T>(string column, Func<string, T> parse)
    {
        try
        {
            return parse(this[column]);
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            throw new CiceroneException($"{path}, line {rows.Line}, column '{column}': {fault.Message}", fault);
        }
    }
}
