using Cicerone.Metrics.Significance;

namespace Cicerone.Tests.Metrics.Significance;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void Nearly_every_interval_holds_the_true_mean()
    {
        // skewed differences with mean 0, as differences of hits are
        var random = new RandomSource(4);
        const int Trials = 400;
        int held = 0, called = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] differences = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble() is var u && u < 0.1 ? 0.9 : u < 0.2 ? 0.1 : -0.125)];
            Interval interval = PairedBootstrap.Of([differences], seed: (ulong)trial, resamples: 500)[0];
            if (interval.Low <= 0 && interval.High >= 0) held++;
            if (interval.ExcludesZero) called++;
        }
        Assert.InRange((double)held / Trials, 0.90, 0.98);
        Assert.Equal(Trials - held, called);
    }

    [Fact]
    public void Its_width_is_that_of_the_normal_approximation()
    {
        var random = new RandomSource(5);
        double[] differences = [.. Enumerable.Range(0, 2000).Select(_ => random.NextNormal() + 0.1)];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / 1999 / 2000);
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        Assert.Equal(mean - 1.96 * error, interval.Low, 0.1 * error);
        Assert.Equal(mean + 1.96 * error, interval.High, 0.1 * error);
    }

    [Fact]
    public void Grouping_alike_people_changes_nothing_but_the_work()
    {
        // hits and misses: few groups. With a measure that tells everyone apart, each person is a group
        var random = new RandomSource(6);
        double[] hits = [.. Enumerable.Range(0, 300).Select(_ => random.NextInt(3) - 1.0)], apart = [.. Enumerable.Range(0, 300).Select(i => (double)i)];
        Assert.Equal(PairedBootstrap.Of([hits], seed: 1)[0], PairedBootstrap.Of([hits, apart], seed: 1)[0]);
    }

    [Fact]
    public void Threads_change_no_bit_and_the_seed_does()
    {
        double[] differences = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i))];
        Assert.Equal(PairedBootstrap.Of([differences], seed: 1), PairedBootstrap.Of([differences], seed: 1, threads: 4));
        Assert.NotEqual(PairedBootstrap.Of([differences], seed: 1), PairedBootstrap.Of([differences], seed: 2));
    }

    [Fact]
    public void People_without_the_measure_do_not_count()
    {
        double[] some = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? double.NaN : 1)], none = [.. Enumerable.Repeat(double.NaN, 100)];
        IReadOnlyList<Interval> intervals = PairedBootstrap.Of([some, none], seed: 1);
        Assert.Equal(new Interval(1, 1), intervals[0]);
        Assert.True(double.IsNaN(intervals[1].Low));
        Assert.False(intervals[1].ExcludesZero);
    }
}
