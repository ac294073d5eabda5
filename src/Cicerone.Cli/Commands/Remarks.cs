using Cicerone.Cli.Terminals;
using Cicerone.Data.Formats;

namespace Cicerone.Cli.Commands;

/// <summary>What a person should know of what was read.</summary>
internal static class Remarks
{
    private const int MostShown = 3;

    /// <summary>Tells of the bad rows.</summary>
    public static void Of(ReadReport report, Terminal terminal)
    {
        if (report.BadRowCount == 0) return;
        terminal.Remark($"{report.BadRowCount:N0} of {report.RowCount:N0} rows could not be read and were left out:");
        foreach (BadRow row in report.BadRows.Take(MostShown)) terminal.Remark($"  {row.File}, line {row.Line}: {row.Reason}");
        if (report.BadRowCount > MostShown) terminal.Remark("  … (--strict stops at the first; a run keeps the first 10,000 in bad-rows.tsv)");
    }
}
