namespace Cicerone.Metrics.Series;

/// <summary>A year from October to September, named by the year in which it ends, and how wet it was.</summary>
/// <param name="Year">The year.</param>
/// <param name="From">Its first day in the record.</param>
/// <param name="To">The day after its last.</param>
/// <param name="Total">Observed flow of the year: the mean of the days that have a value, times the days.</param>
/// <param name="Kind">Whether it is of the driest third, the wettest, or between.</param>
public sealed record WaterYear(int Year, int From, int To, double Total, WaterYearKind Kind)
{
    private const int FewestDays = 365, FewestValid = 350, FirstMonth = 10;

    /// <summary>The whole years of a daily record that have 350 observed days or more, oldest first.</summary>
    /// <param name="times">Unix milliseconds of each day.</param>
    /// <param name="observed">Observed flow; NaN where missing.</param>
    public static IReadOnlyList<WaterYear> Of(IReadOnlyList<long> times, ReadOnlySpan<double> observed)
    {
        ArgumentNullException.ThrowIfNull(times);
        var years = new List<WaterYear>();
        for (int from = 0; from < observed.Length;)
        {
            int year = YearOf(times[from]), to = from, valid = 0;
            double sum = 0;
            for (; to < observed.Length && YearOf(times[to]) == year; to++)
            {
                if (!double.IsFinite(observed[to])) continue;
                valid++;
                sum += observed[to];
            }
            if (to - from >= FewestDays && valid >= FewestValid) years.Add(new WaterYear(year, from, to, sum / valid * (to - from), WaterYearKind.Median));
            from = to;
        }
        double[] totals = [.. years.Select(year => year.Total).Order()];
        int third = totals.Length / 3;
        return [.. years.Select(year => year with { Kind = Array.IndexOf(totals, year.Total) is var place && place < third ? WaterYearKind.Dry : place >= totals.Length - third ? WaterYearKind.Wet : WaterYearKind.Median })];
    }

    /// <summary>Which days of a record are in years of a kind.</summary>
    /// <param name="years">Its years.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="days">How many days the record has.</param>
    public static bool[] DaysOf(IEnumerable<WaterYear> years, WaterYearKind kind, int days)
    {
        ArgumentNullException.ThrowIfNull(years);
        bool[] among = new bool[days];
        foreach (WaterYear year in years)
            if (year.Kind == kind) Array.Fill(among, true, year.From, year.To - year.From);
        return among;
    }

    private static int YearOf(long time)
    {
        DateTime day = DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime;
        return day.Month >= FirstMonth ? day.Year + 1 : day.Year;
    }
}
