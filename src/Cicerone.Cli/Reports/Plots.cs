using Cicerone.Evaluation;
using Cicerone.Evaluation.Tuning;
using Cicerone.Models;
using ScottPlot;

namespace Cicerone.Cli.Reports;

/// <summary>Plots as SVG, to stand inside a page.</summary>
internal static class Plots
{
    private const int Width = 760, Height = 380, Bins = 20;

    /// <summary>A metric over its cutoffs: the model and its baselines.</summary>
    public static string ByCutoff(ExperimentResult result, string metric)
    {
        using var plot = new Plot();
        double[] cutoffs = [.. result.Options.Cutoffs.Select(k => (double)k)];
        void Curve(string name, IReadOnlyDictionary<string, double> means, float width)
        {
            var curve = plot.Add.Scatter(cutoffs, [.. result.Options.Cutoffs.Select(k => means[$"{metric}@{k}"])]);
            curve.LegendText = name;
            curve.LineWidth = width;
            curve.MarkerSize = 3 * width;
        }
        Curve(result.Card.Algorithm, result.Test.Means, 3);
        foreach (Baseline baseline in result.Baselines) Curve($"baseline {baseline.Algorithm}", baseline.Test, 1.5f);
        plot.XLabel("cutoff k");
        plot.YLabel($"{metric}@k");
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top * 1.05);
        plot.ShowLegend(Alignment.LowerRight);
        return Svg(plot);
    }

    /// <summary>How people spread over a figure.</summary>
    public static string People(ExperimentResult result)
    {
        string key = $"ndcg@{result.Options.Cutoffs[^1]}";
        using var plot = new Plot();
        var histogram = ScottPlot.Statistics.Histogram.WithBinCount(Bins, 0, 1);
        histogram.AddRange(result.Test.PerPerson(key));
        plot.Add.Histogram(histogram);
        plot.XLabel(key);
        plot.YLabel("people");
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top);
        return Svg(plot);
    }

    /// <summary>A figure of each epoch, a curve a stage.</summary>
    public static string Epochs(IReadOnlyList<(string Stage, EpochReport Report)> epochs, Func<EpochReport, double?> figure, string label)
    {
        using var plot = new Plot();
        foreach (IGrouping<string, (string Stage, EpochReport Report)> stage in epochs.GroupBy(epoch => epoch.Stage))
        {
            EpochReport[] told = [.. stage.Select(epoch => epoch.Report).Where(report => figure(report) is not null)];
            var curve = plot.Add.Scatter(told.Select(report => (double)report.Epoch).ToArray(), told.Select(report => figure(report)!.Value).ToArray());
            curve.LegendText = stage.Key;
        }
        plot.XLabel("epoch");
        plot.YLabel(label);
        plot.ShowLegend();
        return Svg(plot);
    }

    /// <summary>The figure of each trial of a search, and the best so far.</summary>
    public static string Trials(SearchResult result)
    {
        using var plot = new Plot();
        Trial[] trials = [.. result.Trials.Where(trial => trial.Figure is not null)];
        double best = double.NegativeInfinity;
        plot.Add.ScatterPoints(trials.Select(trial => trial.Number + 1.0).ToArray(), trials.Select(trial => trial.Figure!.Value).ToArray());
        plot.Add.ScatterLine(trials.Select(trial => trial.Number + 1.0).ToArray(), trials.Select(trial => best = Math.Max(best, trial.Figure!.Value)).ToArray());
        plot.XLabel("trial");
        plot.YLabel($"{result.Metric} on validation");
        return Svg(plot);
    }

    /// <summary>Draws something, to see whether plots work on this machine; returns the version of the library.</summary>
    public static string Try()
    {
        using var plot = new Plot();
        plot.Add.Signal(new double[] { 1, 2, 3 });
        return $"ScottPlot {ScottPlot.Version.VersionString}, {Svg(plot).Length:N0} characters drawn";
    }

    /// <summary>A plot as it stands in a page.</summary>
    public static string Svg(Plot plot)
    {
        string xml = plot.GetSvgXml(Width, Height);
        return xml[xml.IndexOf("<svg", StringComparison.Ordinal)..];
    }
}
