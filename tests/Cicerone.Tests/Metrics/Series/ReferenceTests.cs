using System.Text.Json;
using Cicerone.Data.Formats;
using Cicerone.Metrics.Series;

namespace Cicerone.Tests.Metrics.Series;

/// <summary>Every value of an independent implementation, within 1e-9, and 1e-8 for JKGE (relative where a value exceeds 1).</summary>
public sealed class ReferenceTests
{
    private static readonly (string Key, JkgeOptions Options)[] Variants =
    [
        ("JKGEss3_ma31", new JkgeOptions()),
        ("JKGEss3_ma31_floor01", new JkgeOptions { Variant = JkgeVariant.Floor }),
        ("JKGEss3_ma31_norm", new JkgeOptions { Variant = JkgeVariant.Norm }),
        ("JKGEss3_ma7", new JkgeOptions { Window = 7 }),
        ("JKGEss3_ma91", new JkgeOptions { Window = 91 }),
        ("JKGEss3_ma365", new JkgeOptions { Window = 365 }),
        ("JKGEss3_section31", new JkgeOptions { Benchmark = SeriesBenchmark.SectionMean }),
        ("JKGEss3_month", new JkgeOptions { Benchmark = SeriesBenchmark.MonthMean }),
        ("JKGEss3_longterm", new JkgeOptions { Benchmark = SeriesBenchmark.LongTermMean }),
        ("JKGEss4_ma31_valid", new JkgeOptions { Variant = JkgeVariant.Four, Edge = SeriesEdge.Valid }),
        ("JKGEss4_section31", new JkgeOptions { Variant = JkgeVariant.Four, Benchmark = SeriesBenchmark.SectionMean, Edge = SeriesEdge.Valid }),
        ("JKGEss4_section30_sectionstd", new JkgeOptions { Variant = JkgeVariant.SectionSpread, Benchmark = SeriesBenchmark.SectionMean, Window = 30, Edge = SeriesEdge.Valid }),
    ];

    [Theory]
    [InlineData("leaf_river")]
    [InlineData("camels_01031500")]
    [InlineData("usgs_02430680")]
    public void Every_value_of_every_simulation_of_a_basin_is_met(string name)
    {
        JsonElement basin = ReferenceSeries.Json().GetProperty(name);
        SeriesTable table = ReferenceSeries.Table(basin, [.. basin.GetProperty("metrics").EnumerateObject().Any(one => one.Name == "camels_sac_snow17") ? ["q_model_mm"] : Array.Empty<string>()]);
        int[] months = table.Months;
        double[] y = table.Columns["q_mm"];
        int met = 0;
        foreach (JsonProperty simulation in basin.GetProperty("metrics").EnumerateObject())
        {
            double[] q = ReferenceSeries.Simulate(simulation.Name, y, months) ?? table.Columns["q_model_mm"];
            SeriesScore score = SeriesScore.Of(y, q, new JkgeOptions());
            void Near(string key, double found, double tolerance)
            {
                double expected = ReferenceSeries.Number(simulation.Value.GetProperty(key));
                Assert.True(double.IsNaN(expected) ? double.IsNaN(found) : Math.Abs(found - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{name}, {simulation.Name}, {key}: {found:R} instead of {expected:R}");
                met++;
            }
            Near("NSE", score.Nse.Value, 1e-9);
            Near("KGE", score.Kge.Efficiency.Value, 1e-9);
            Near("KGEprime", score.Kge.Modified.Value, 1e-9);
            Near("KGEss", score.Kge.Skill.Value, 1e-9);
            Near("r", score.Kge.Correlation, 1e-9);
            Near("alpha", score.Kge.Variability, 1e-9);
            Near("beta", score.Kge.Bias, 1e-9);
            Near("gamma", score.Kge.Gamma, 1e-9);
            Near("JKGE3_ma31_unscaled", score.Jkge.Unscaled, 1e-8);
            foreach ((string key, JkgeOptions options) in Variants) Near(key, Jkge.Of(y, q, options, months).Value, 1e-8);
            AssertComponents(simulation.Value.GetProperty("JKGEss3_ma31_components"), score.Jkge);
        }
        Assert.True(met >= 16 * 21, $"{met} values were compared");
    }

    [Fact]
    public void The_small_example_is_met_in_every_part()
    {
        JsonElement tiny = ReferenceSeries.Json().GetProperty("tiny");
        double[] y = ReferenceSeries.Numbers(tiny.GetProperty("obs")), q = ReferenceSeries.Numbers(tiny.GetProperty("sim"));
        var options = new JkgeOptions { Window = 3 };
        double[] my = new double[y.Length], mq = new double[y.Length];
        BenchmarkFill.Both(new SeriesPair(y, q), options, [], my, mq);
        Assert.Equal(ReferenceSeries.Numbers(tiny.GetProperty("my")), my, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(ReferenceSeries.Numbers(tiny.GetProperty("mq")), mq, (a, b) => Math.Abs(a - b) < 1e-9);
        SeriesScore score = SeriesScore.Of(y, q, options);
        Assert.Equal(tiny.GetProperty("NSE").GetDouble(), score.Nse.Value, 1e-9);
        Assert.Equal(tiny.GetProperty("KGEss").GetDouble(), score.Kge.Skill.Value, 1e-9);
        Assert.Equal(tiny.GetProperty("JKGEss3_ma3").GetDouble(), score.Jkge.Value, 1e-8);
        AssertComponents(tiny.GetProperty("components"), score.Jkge);
        Assert.Equal(tiny.GetProperty("JKGEss3_ma3_norm").GetDouble(), Jkge.Of(y, q, options with { Variant = JkgeVariant.Norm }).Value, 1e-8);
        Assert.Equal(tiny.GetProperty("JKGEss3_section3").GetDouble(), Jkge.Of(y, q, options with { Benchmark = SeriesBenchmark.SectionMean }).Value, 1e-8);
        Assert.Equal(tiny.GetProperty("JKGEss4_ma3_valid").GetDouble(), Jkge.Of(y, q, options with { Variant = JkgeVariant.Four, Edge = SeriesEdge.Valid }).Value, 1e-8);
    }

    [Fact]
    public void Every_edge_case_is_met_and_what_is_undefined_says_why()
    {
        int met = 0;
        foreach (JsonProperty edge in ReferenceSeries.Json().GetProperty("edge_cases").EnumerateObject())
        {
            double[] y = ReferenceSeries.Numbers(edge.Value.GetProperty("obs")), q = ReferenceSeries.Numbers(edge.Value.GetProperty("sim"));
            var options = new JkgeOptions { Window = 3 };
            SeriesScore score = SeriesScore.Of(y, q, options);
            void Near(string key, SeriesFigure figure)
            {
                double expected = ReferenceSeries.Number(edge.Value.GetProperty(key));
                Assert.Equal(expected, figure.Value, 1e-8);
                Assert.True(double.IsNaN(expected) == figure.Undefined is not null, $"{edge.Name}, {key}: {figure.Undefined}");
                met++;
            }
            Near("NSE", score.Nse);
            Near("KGE", score.Kge.Efficiency);
            Near("KGEprime", score.Kge.Modified);
            Near("KGEss", score.Kge.Skill);
            foreach ((string key, JkgeVariant variant) in (ReadOnlySpan<(string, JkgeVariant)>)[("JKGEss3_ma3", JkgeVariant.Ratio), ("JKGEss3_ma3_floor01", JkgeVariant.Floor), ("JKGEss3_ma3_norm", JkgeVariant.Norm)])
            {
                JkgeScore jkge = Jkge.Of(y, q, options with { Variant = variant });
                Near(key, new SeriesFigure(jkge.Value, jkge.Undefined));
            }
            if (edge.Value.GetProperty("JKGEss3_ma3_components").EnumerateObject().Any()) AssertComponents(edge.Value.GetProperty("JKGEss3_ma3_components"), score.Jkge);
        }
        Assert.Equal(8 * 7, met);
    }

    private static void AssertComponents(JsonElement expected, JkgeScore found)
    {
        void Near(string key, double value)
        {
            double number = expected.GetProperty(key).GetDouble();
            Assert.True(Math.Abs(value - number) <= 1e-8 * Math.Max(1, Math.Abs(number)), $"{key}: {value:R} instead of {number:R}");
        }
        Near("Mstar", found.Level);
        Near("Vstar", found.Variability);
        Near("Rstar", found.Timing);
        Near("alpha", found.Alpha);
        Near("rho", found.Rho);
        Near("beta", found.Beta);
        Near("M", found.Overall);
        Near("n_excluded", found.Excluded);
        Near("n_used", found.Used);
    }
}
