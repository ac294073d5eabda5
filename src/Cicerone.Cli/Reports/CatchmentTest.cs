using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Cli.Reports;

/// <summary>The test of a calibrated catchment: the days that it neither learned from nor chose by.</summary>
/// <param name="Times">Unix milliseconds of each day.</param>
/// <param name="Observed">Observed flow.</param>
/// <param name="Simulated">Simulated flow.</param>
/// <param name="Score">All figures.</param>
/// <param name="Errors">Errors by kind of day.</param>
/// <param name="Years">Whole years with the JKGE_ss of each.</param>
/// <param name="Yesterday">What the observed flow of the day before would score in place of the model: no forecast, and often hard to beat.</param>
/// <param name="Windows">JKGE_ss with moving means of other lengths.</param>
internal sealed record CatchmentTest(long[] Times, double[] Observed, double[] Simulated, SeriesScore Score, IReadOnlyList<(string Days, int Count, double Bias, double LogError)> Errors, IReadOnlyList<(WaterYear Year, JkgeScore Jkge)> Years,
    SeriesScore Yesterday, IReadOnlyList<(int Days, JkgeScore Jkge)> Windows)
{
    private static readonly int[] OtherWindows = [7, 91, 365];

    public static CatchmentTest Of(CatchmentRun run)
    {
        (CatchmentRecord record, IReadOnlyList<long> all, double[] flow) = run.Simulate();
        long[] times = [.. all.Skip(record.ChooseTo)];
        double[] y = record.Observed[record.ChooseTo..], q = flow[record.ChooseTo..];
        IReadOnlyList<WaterYear> years = WaterYear.Of(times, y);
        bool[] recessions = FlowRegime.Recessions(y);
        var errors = new List<(string, int, double, double)>();
        void Add(string name, bool[] days)
        {
            (double bias, double logError) = FlowRegime.Errors(y, q, days);
            errors.Add((name, days.Where((day, at) => day && double.IsFinite(y[at])).Count(), bias, logError));
        }
        Add("all", [.. y.Select(_ => true)]);
        foreach ((string name, double from, double to) in FlowRegime.Segments) Add($"{name} flow ({from:0%} to {to:0%} exceeded)", FlowRegime.DaysOf(y, from, to));
        Add("recessions", recessions);
        foreach (WaterYearKind kind in Enum.GetValues<WaterYearKind>())
        {
            bool[] days = WaterYear.DaysOf(years, kind, y.Length);
            string name = $"{kind.ToString().ToLowerInvariant()} years";
            Add(name, days);
            Add($"recessions of {name}", [.. days.Zip(recessions, (inYear, recession) => inYear && recession)]);
        }
        return new CatchmentTest(times, y, q, SeriesScore.Of(y, q, new JkgeOptions()), errors, [.. years.Select(year => (year, Jkge.Of(y.AsSpan(year.From..year.To), q.AsSpan(year.From..year.To), new JkgeOptions())))],
            SeriesScore.Of(y, [y[0], .. y[..^1]], new JkgeOptions()), [.. OtherWindows.Select(days => (days, Jkge.Of(y, q, new JkgeOptions { Window = days })))]);
    }
}
