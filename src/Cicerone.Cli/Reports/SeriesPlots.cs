using Cicerone.Metrics.Series;
using ScottPlot;

namespace Cicerone.Cli.Reports;

/// <summary>Plots of series.</summary>
internal static class SeriesPlots
{
    private const double Least = 1e-3;

    /// <summary>Observed and simulated flow of a year.</summary>
    public static string Hydrograph(CatchmentTest test, WaterYear year)
    {
        using var plot = new Plot();
        double[] days = [.. test.Times[year.From..year.To].Select(time => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToOADate())];
        Curve(plot, days, test.Observed[year.From..year.To], "observed");
        Curve(plot, days, test.Simulated[year.From..year.To], "simulated");
        plot.Axes.DateTimeTicksBottom();
        plot.YLabel("mm a day");
        plot.ShowLegend(Alignment.UpperRight);
        return Plots.Svg(plot);
    }

    /// <summary>Flow-duration curves of the days that have both flows.</summary>
    public static string Duration(double[] observed, double[] simulated)
    {
        using var plot = new Plot();
        void Of(double[] flow, string name)
        {
            double[] sorted = [.. flow.Where((_, day) => double.IsFinite(observed[day])).OrderDescending()];
            Curve(plot, [.. sorted.Select((_, place) => 100.0 * (place + 0.5) / sorted.Length)], [.. sorted.Select(value => Math.Log10(Math.Max(Least, value)))], name);
        }
        Of(observed, "observed");
        Of(simulated, "simulated");
        plot.XLabel("exceeded on % of days");
        plot.YLabel("log10 of mm a day");
        plot.ShowLegend(Alignment.UpperRight);
        return Plots.Svg(plot);
    }

    /// <summary>The components of JKGE_ss of each year.</summary>
    public static string Components(IReadOnlyList<(WaterYear Year, JkgeScore Jkge)> years)
    {
        using var plot = new Plot();
        (WaterYear Year, JkgeScore Jkge)[] told = [.. years.Where(year => year.Jkge.Undefined is null)];
        double[] names = [.. told.Select(year => (double)year.Year.Year)];
        Curve(plot, names, [.. told.Select(year => year.Jkge.Level)], "level M*");
        Curve(plot, names, [.. told.Select(year => year.Jkge.Variability)], "variability V*");
        Curve(plot, names, [.. told.Select(year => year.Jkge.Timing)], "timing R*");
        plot.XLabel("year");
        plot.YLabel("error");
        plot.ShowLegend(Alignment.UpperRight);
        return Plots.Svg(plot);
    }

    private static void Curve(Plot plot, double[] x, double[] y, string name)
    {
        var curve = plot.Add.ScatterLine(x, y);
        curve.LegendText = name;
        curve.LineWidth = 1.5f;
    }
}
