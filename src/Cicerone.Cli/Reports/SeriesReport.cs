using Cicerone.Cli.Commands.Series;
using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Cli.Reports;

/// <summary><c>report.html</c> of a calibrated catchment.</summary>
internal static class SeriesReport
{
    /// <summary>Writes the report into the run's folder.</summary>
    public static void Write(string folder, CatchmentRun run) => File.WriteAllText(Path.Combine(folder, "report.html"), Page(run, CatchmentTest.Of(run)));

    private static string Page(CatchmentRun run, CatchmentTest test) => Html.Page($"{run.Model} by {run.Loss}", $"""
        <p>Calibrated on the first half of {Html.Escape(Path.GetFileName(run.Data))}, chosen by the next 15 % with the same loss, and tested on what follows: {test.Score.Steps:N0} days, {test.Score.Valid:N0} with an observed flow.</p>
        {Html.Numbers(["value", ""], SeriesDocument.Rows(test.Score).Select(row => (row[0], row[1..])))}
        {Html.Numbers([.. test.Windows.Select(window => $"JKGE_ss, {window.Days} days")], [("other windows", test.Windows.Select(window => SeriesDocument.Told(window.Jkge.Value)).ToArray())])}
        <p>{Html.Escape(Yesterday(test))}</p>
        <h2>Dry, median and wet years</h2>
        {string.Concat(Enum.GetValues<WaterYearKind>().Select(kind => Hydrograph(test, kind)))}
        <h2>Flow duration</h2>
        <figure>{SeriesPlots.Duration(test.Observed, test.Simulated)}<figcaption>The flow that is exceeded on a share of the days, on a logarithmic scale.</figcaption></figure>
        <h2>Errors by kind of day</h2>
        {Html.Numbers(["days", "volume, %", "log error"], test.Errors.Select(row => (row.Days, new[] { $"{row.Count:N0}", $"{row.Bias:+0.0;-0.0;0.0}", $"{row.LogError:0.000}" })))}
        <p>A recession is a day on which the observed flow has fallen three times in a row. The log error is the root mean square of differences of logarithms, with a hundredth of the mean flow added.</p>
        <h2>Components by year</h2>
        <figure>{SeriesPlots.Components(test.Years)}<figcaption>Errors of level, variability and timing of each whole year from October to September; nought when perfect.</figcaption></figure>
        <h2>What decides the figures</h2>
        {Html.Table(["", ""], [["Data", run.Data], ["SHA-256", run.Sha256], ["Columns", $"{run.Columns}"], ["Seed", $"{run.Seed}"], ["Simulations", $"{run.Calibration.Steps:N0}"], ["Loss, learned and chosen by", $"{run.Calibration.Learned:0.0000}, {run.Calibration.Chosen:0.0000}"], ["Version", $"Cicerone {run.Version}"]])}
        """);

    /// <summary>What no forecast at all would score.</summary>
    public static string Yesterday(CatchmentTest test) =>
        $"The observed flow of the day before, in place of the model, would score JKGE_ss {SeriesDocument.Told(test.Yesterday.Jkge.Value)}, KGE_ss {SeriesDocument.Told(test.Yesterday.Kge.Skill.Value)} and NSE {SeriesDocument.Told(test.Yesterday.Nse.Value)}.";

    private static string Hydrograph(CatchmentTest test, WaterYearKind kind)
    {
        WaterYear[] years = [.. test.Years.Select(year => year.Year).Where(year => year.Kind == kind).OrderBy(year => year.Total)];
        if (years.Length == 0) return "";
        WaterYear year = years[years.Length / 2];
        return $"""<figure>{SeriesPlots.Hydrograph(test, year)}<figcaption>{year.Year}, the middle one of the {kind.ToString().ToLowerInvariant()} years: {year.Total:0} mm.</figcaption></figure>""";
    }
}
