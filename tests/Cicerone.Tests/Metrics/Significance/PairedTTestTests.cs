using Cicerone.Metrics.Significance;

namespace Cicerone.Tests.Metrics.Significance;

public sealed class PairedTTestTests
{
    [Fact]
    public void Has_the_value_computed_by_hand()
    {
        // mean 2, deviations −1 0 1, so t = 2 / (1/√3) = 2√3; with 2 degrees of freedom p = 1 − t / √(2 + t²) = 1 − √(6/7)
        Assert.Equal(1 - Math.Sqrt(6.0 / 7), PairedTTest.Of([1, 2, 3]), 12);
        Assert.Equal(1 - Math.Sqrt(6.0 / 7), PairedTTest.Of([-1, -2, -3]), 12);
    }

    [Fact]
    public void Equal_differences_are_certain_and_too_few_say_nothing()
    {
        Assert.Equal(1, PairedTTest.Of([0, 0, 0]));
        Assert.Equal(0, PairedTTest.Of([1, 1, 1]));
        Assert.True(double.IsNaN(PairedTTest.Of([1])));
    }

    [Fact]
    public void Where_nothing_differs_it_says_so_nineteen_times_of_twenty()
    {
        var random = new RandomSource(1);
        const int Trials = 4000;
        int found = Enumerable.Range(0, Trials).Count(_ => PairedTTest.Of([.. Enumerable.Range(0, 25).Select(_ => random.NextNormal())]) < 0.05);
        Assert.InRange((double)found / Trials, 0.04, 0.06);
    }
}
