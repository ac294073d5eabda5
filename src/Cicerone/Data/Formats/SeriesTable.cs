using System.Globalization;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>Columns of numbers over steps of time, oldest first, from a table in any readable format.</summary>
/// <param name="Columns">Each column that was asked for, by the name it was asked for; NaN where a value is missing.</param>
/// <param name="Times">Unix milliseconds of each step, ascending; empty where the table has no times.</param>
public sealed record SeriesTable(IReadOnlyDictionary<string, double[]> Columns, IReadOnlyList<long> Times)
{
    private const int MostSteps = 100_000_000;
    private static readonly string[] Missing = ["", "nan", "na", "null", "n/a"];

    /// <summary>The calendar month of each step, 1 to 12; empty without times.</summary>
    public int[] Months => [.. Times.Select(time => Moment.Utc(time).Month)];

    /// <summary>How many steps lie at another distance from the one before than most do: a window counts steps, not days.</summary>
    public int OddSteps
    {
        get
        {
            long[] gaps = [.. Times.Zip(Times.Skip(1), (before, after) => after - before)];
            return gaps.Length - gaps.CountBy(gap => gap).Select(gap => gap.Value).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Reads the named columns. An empty cell, NaN, NA or null is a missing value.</summary>
    /// <param name="path">The table.</param>
    /// <param name="names">The columns.</param>
    /// <param name="time">The column of times; null takes one that is named as times usually are, where there is one.</param>
    /// <exception cref="CiceroneException">
    /// The file or a column is not there, a cell is no finite number, or times do not ascend. A bad row stops the reading: without it the rest
    /// would lie at other steps.
    /// </exception>
    public static SeriesTable Read(string path, IReadOnlyCollection<string> names, string? time = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        FileSample sample = FileSample.Of(new DataFile(path));
        var options = new ReadOptions { HasHeader = true };
        using TableRows rows = InteractionFormats.OfTable(sample, options).Open(sample, options, latin1: false);
        int at = time is null ? ColumnRoles.Times(rows.Columns) : Find(path, rows.Columns, time);
        (string Name, int Column, List<double> Values)[] read = [.. names.Distinct().Select(name => (name, Find(path, rows.Columns, name), new List<double>()))];
        var times = new List<long>();
        var clock = new TimeColumn();
        while (rows.Next())
        {
            if (rows.Fault is { } fault) throw new CiceroneException($"{path}, line {rows.Line}: {fault}.");
            if (read[0].Values.Count == MostSteps) throw new CiceroneException($"{path} has more than {MostSteps:N0} steps; score it in parts.");
            foreach ((string name, int column, List<double> values) in read) values.Add(Number(path, rows, name, column));
            if (at >= 0) times.Add(Time(path, rows, at, clock, times));
        }
        if (read[0].Values.Count == 0) throw new CiceroneException($"{path} has a header and no rows.");
        return new SeriesTable(read.ToDictionary(column => column.Name, column => column.Values.ToArray()), [.. times.Select(moment => moment / clock.Divisor)]);
    }

    private static int Find(string path, IReadOnlyList<string> columns, string name)
    {
        if (ColumnRoles.Find(columns, name) is >= 0 and int found) return found;
        string advice = NearestName.To(name, columns) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new CiceroneException($"{path} has no column '{name}'. Its columns are {string.Join(", ", columns.Take(20))}.{advice}");
    }

    private static double Number(string path, TableRows rows, string name, int column)
    {
        ReadOnlySpan<byte> field = rows[column];
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) return number;
        string text = field.Length > 40 ? "…" : Encoding.UTF8.GetString(field).Trim();
        return Missing.Contains(text.ToLowerInvariant())
            ? double.NaN
            : throw new CiceroneException($"{path}, line {rows.Line}, column '{name}' is '{text}', which is no finite number; leave the cell empty where a value is missing.");
    }

    private static long Time(string path, TableRows rows, int column, TimeColumn clock, List<long> before)
    {
        if (clock.Read(rows[column], out long time) is { } fault) throw new CiceroneException($"{path}, line {rows.Line}, column '{rows.Columns[column]}' {fault}.");
        if (before.Count > 0 && time <= before[^1]) throw new CiceroneException($"{path}, line {rows.Line}: its time is not later than that of the line before; sort the rows by time, one a step.");
        return time;
    }
}
