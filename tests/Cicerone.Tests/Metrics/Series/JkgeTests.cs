using Cicerone.Metrics.Series;

namespace Cicerone.Tests.Metrics.Series;

/// <summary>What must hold of any series, tried on many that chance has made, with gaps.</summary>
public sealed class JkgeTests
{
    private const int Tries = 20;

    public static TheoryData<SeriesBenchmark> Benchmarks => [.. Enum.GetValues<SeriesBenchmark>()];

    [Theory, MemberData(nameof(Benchmarks))]
    public void The_truth_scores_one_and_a_multiple_loses_its_distance_from_one(SeriesBenchmark benchmark)
    {
        var options = new JkgeOptions { Benchmark = benchmark, Window = 7 };
        for (ulong seed = 0; seed < Tries; seed++)
        {
            (double[] y, int[] months) = Series(seed);
            Assert.Equal(1, Jkge.Of(y, y, options, months).Value, 1e-7); // the root of a rounding of 1e-16
            foreach (double factor in (double[])[0.3, 1.2, 2]) Assert.Equal(1 - Math.Abs(factor - 1), Jkge.Of(y, [.. y.Select(value => factor * value)], options, months).Value, 1e-9);
        }
    }

    [Fact]
    public void Against_the_long_term_mean_it_is_KGE_ss()
    {
        for (ulong seed = 0; seed < Tries; seed++)
        {
            (double[] y, _) = Series(seed);
            (double[] q, _) = Series(seed + 1000);
            Assert.Equal(KlingGupta.Of(y, q).Skill.Value, Jkge.Of(y, q, new JkgeOptions { Benchmark = SeriesBenchmark.LongTermMean }).Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(SeriesBenchmark.SectionMean)]
    [InlineData(SeriesBenchmark.MonthMean)]
    public void A_benchmark_as_simulation_scores_nought(SeriesBenchmark benchmark)
    {
        var options = new JkgeOptions { Benchmark = benchmark, Window = 9 };
        for (ulong seed = 0; seed < Tries; seed++)
        {
            (double[] y, int[] months) = Series(seed);
            double[] my = new double[y.Length], mq = new double[y.Length];
            BenchmarkFill.Both(new SeriesPair(y, y), options, months, my, mq);
            Assert.Equal(0, Jkge.Of(y, my, options, months).Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(399)]
    [InlineData(1001)]
    public void The_sliding_sum_equals_the_mean_of_each_window_taken_by_itself(int window)
    {
        (double[] y, _) = Series(seed: 3);
        (double[] q, _) = Series(seed: 4);
        double[] my = new double[y.Length], mq = new double[y.Length];
        BenchmarkFill.Both(new SeriesPair(y, q), new JkgeOptions { Window = window }, [], my, mq);
        for (int t = 0; t < y.Length; t++)
        {
            int[] steps = [.. Enumerable.Range(0, y.Length).Where(step => Math.Abs(step - t) <= window / 2 && double.IsFinite(y[step]) && double.IsFinite(q[step]))];
            Assert.Equal(steps.Select(step => y[step]).DefaultIfEmpty(double.NaN).Average(), my[t], 1e-12);
            Assert.Equal(steps.Select(step => q[step]).DefaultIfEmpty(double.NaN).Average(), mq[t], 1e-12);
        }
    }

    [Fact]
    public void What_is_simulated_where_nothing_is_observed_changes_nothing()
    {
        (double[] y, _) = Series(seed: 5);
        (double[] q, _) = Series(seed: 6);
        double[] wild = [.. q.Select((value, t) => double.IsNaN(y[t]) ? 1e6 : value)], silent = [.. q.Select((value, t) => double.IsNaN(y[t]) ? double.NaN : value)];
        Assert.Equal(Jkge.Of(y, silent, new JkgeOptions()), Jkge.Of(y, wild, new JkgeOptions()));
    }

    [Fact]
    public void What_is_left_out_of_the_level_is_told()
    {
        double[] y = [3, 1, 2, 0, 0, 0, 0, 0, 2, 4], q = [3, 1, 2, 0, 5, 5, 5, 0, 2, 4];
        JkgeScore score = Jkge.Of(y, q, new JkgeOptions { Window = 3 });
        Assert.Equal((3, 15.0), (score.Excluded, score.ExcludedSum));
    }

    [Fact]
    public void The_window_costs_neither_memory_nor_a_second_walk()
    {
        double[] y = new double[100_000], q = new double[100_000];
        for (int t = 0; t < y.Length; t++) (y[t], q[t]) = (2 + Math.Sin(t * 0.01), 2 + Math.Cos(t * 0.01));
        long Allocated(int window)
        {
            var options = new JkgeOptions { Window = window };
            Jkge.Of(y, q, options);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Jkge.Of(y, q, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.InRange(Allocated(3), 0, 4_096);
        Assert.InRange(Allocated(9_999), 0, 4_096);
    }

    [Theory]
    [InlineData(SeriesBenchmark.MovingMean, JkgeVariant.Ratio, 30, "29 or 31")]
    [InlineData(SeriesBenchmark.MovingMean, JkgeVariant.SectionSpread, 31, "section-mean")]
    [InlineData(SeriesBenchmark.MonthMean, JkgeVariant.Ratio, 31, "column of dates")]
    public void Options_that_contradict_each_other_are_told(SeriesBenchmark benchmark, JkgeVariant variant, int window, string expected)
    {
        var options = new JkgeOptions { Benchmark = benchmark, Variant = variant, Window = window };
        Assert.Contains(expected, Assert.Throws<CiceroneException>(() => Jkge.Of([1, 2, 3], [1, 2, 3], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_of_unequal_length_are_told() =>
        Assert.Contains("3 steps and the simulated one 2", Assert.Throws<CiceroneException>(() => Jkge.Of([1, 2, 3], [1, 2], new JkgeOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void Low_flows_count_as_much_as_high_ones_in_logarithms()
    {
        double[] y = [1, 100, 1, 100], q = [0.5, 100, 0.5, 100];
        Assert.True(NashSutcliffe.Of(y, q).Value > 0.999);
        Assert.True(NashSutcliffe.OfLogs(y, q).Value < 0.99);
        Assert.Contains("step 2", NashSutcliffe.OfLogs([1, 2, 3], [1, -2, 3]).Undefined, StringComparison.Ordinal);
    }

    /// <summary>500 steps of a wave with chance on it, a fifth of them missing, and the months of a year of 500 steps.</summary>
    private static (double[] Values, int[] Months) Series(ulong seed)
    {
        var random = new RandomSource(seed);
        double[] values = [.. Enumerable.Range(0, 500).Select(t => random.NextDouble() < 0.2 ? double.NaN : Math.Exp(Math.Sin(t / 40.0) + 0.5 * random.NextNormal()))];
        return (values, [.. Enumerable.Range(0, 500).Select(t => 1 + t * 12 / 500)]);
    }
}
