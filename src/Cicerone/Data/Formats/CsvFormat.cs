using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>
/// Text with one row a line and a comma, tab, semicolon or bar between columns, which a header names. Without a header
/// the columns are given by number, and blanks may stand between them too.
/// </summary>
internal sealed class CsvFormat : DelimitedFormat
{
    private static readonly string[] Separators = ["\t", ",", ";", "|"];
    private static readonly string[] SeparatorsByNumber = [.. Separators, "::", " "];

    public override string Name => "csv";

    public override string Summary => "CSV, TSV and the like, with a header; columns by their usual names or by --columns, without a header by number.";

    public override TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal)
    {
        (string separator, string[] first) = Separate(sample, options.ByNumber ? SeparatorsByNumber : Separators);
        refusal = null;
        if (first.Length < 2 && (options.ByNumber || !ColumnRoles.AreNames(first))) refusal = "no comma, tab, semicolon or bar divides its lines into columns";
        else if (options.ByNumber)
        {
            bool named = ColumnRoles.AreNames(first) || IsHeader(first, sample, separator);
            return new TableShape(separator, named ? first : [.. Enumerable.Range(1, first.Length).Select(number => $"{number}")], named, IsQuoted: separator.Length == 1);
        }
        else if (!options.HasHeader && !ColumnRoles.AreNames(first) && !options.Columns.Values.Any(name => first.Contains(name, StringComparer.OrdinalIgnoreCase)))
            refusal = $"its first line is no header that says where people and items are: {ColumnRoles.MissingAdvice(first, ColumnRoles.UserName, "people")}, or by number (user=1,item=2) if there is no header";
        return refusal is null ? new TableShape(separator, first, HasHeader: true, IsQuoted: true) : null;
    }

    /// <summary>Whether some column begins with a word and goes on with numbers: then the first line is a header, though nobody said so.</summary>
    private static bool IsHeader(string[] first, FileSample sample, string separator)
    {
        string[][] rows = [.. sample.Lines.Skip(1).Take(20).Select(line => DelimitedRows.Fields(line, separator, quoted: true))];
        return rows.Length > 0 && Enumerable.Range(0, first.Length).Any(column => !IsNumber(first[column]) && rows.All(row => column < row.Length && IsNumber(row[column])));
    }

    private static bool IsNumber(string field) => double.TryParse(field, CultureInfo.InvariantCulture, out _);

    /// <summary>The separator that divides most lines into as many columns as the first.</summary>
    private static (string Separator, string[] First) Separate(FileSample sample, string[] separators)
    {
        (string Separator, string[] First) best = (separators[0], [sample.Lines[0].Trim()]);
        int most = 0;
        foreach (string separator in separators)
        {
            string[] first = [.. DelimitedRows.Fields(sample.Lines[0], separator, quoted: true).Select(name => name.Trim())];
            if (first.Length < 2) continue;
            int agree = sample.Lines.Take(100).Count(line => DelimitedRows.Fields(line, separator, quoted: true).Length == first.Length);
            if (agree > most) (best, most) = ((separator, first), agree);
        }
        return best;
    }
}
