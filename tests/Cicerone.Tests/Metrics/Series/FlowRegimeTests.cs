using System.Text.Json;
using Cicerone.Data.Formats;
using Cicerone.Metrics.Series;

namespace Cicerone.Tests.Metrics.Series;

public sealed class FlowRegimeTests
{
    [Theory]
    [InlineData("leaf_river")]
    [InlineData("camels_01031500")]
    [InlineData("usgs_02430680")]
    public void Years_recessions_and_exceeded_flows_are_those_of_the_reference(string name)
    {
        JsonElement basin = ReferenceSeries.Json().GetProperty(name), expected = basin.GetProperty("diagnostics");
        SeriesTable table = ReferenceSeries.Table(basin);
        double[] y = table.Columns["q_mm"];
        IReadOnlyList<WaterYear> years = WaterYear.Of(table.Times, y);
        Assert.Equal(expected.GetProperty("n_water_years").GetInt32(), years.Count);
        Assert.Equal(expected.GetProperty("driest_wy")[1].GetDouble(), years.Min(year => year.Total), 1e-6);
        Assert.Equal(expected.GetProperty("wettest_wy")[0].GetInt32(), years.MaxBy(year => year.Total)!.Year);
        foreach ((string key, WaterYearKind kind) in (ReadOnlySpan<(string, WaterYearKind)>)[("dry_tercile", WaterYearKind.Dry), ("wet_tercile", WaterYearKind.Wet)])
            Assert.Equal(expected.GetProperty(key).EnumerateArray().Select(year => year.GetInt32()), years.Where(year => year.Kind == kind).Select(year => year.Year));
        Assert.Equal(expected.GetProperty("n_recession_days").GetInt32(), FlowRegime.Recessions(y).Count(day => day));
        foreach (JsonProperty flow in expected.GetProperty("flow_at_exceedance").EnumerateObject())
            Assert.Equal(flow.Value.GetDouble(), FlowRegime.Exceeded(y, double.Parse(flow.Name, System.Globalization.CultureInfo.InvariantCulture)), 1e-8);
    }

    [Fact]
    public void Every_observed_day_is_of_one_segment_and_errors_are_told_of_it()
    {
        double[] y = [.. Enumerable.Range(1, 100).Select(day => (double)day)], q = [.. y.Select(value => value <= 30 ? value / 2 : value)];
        bool[][] segments = [.. FlowRegime.Segments.Select(segment => FlowRegime.DaysOf(y, segment.From, segment.To))];
        Assert.All(Enumerable.Range(0, 100), day => Assert.Single(segments, days => days[day]));
        Assert.Equal(-50, FlowRegime.Errors(y, q, segments[3]).Bias, 1e-9);
        Assert.Equal(0, FlowRegime.Errors(y, q, segments[0]).LogError, 1e-12);
    }
}
