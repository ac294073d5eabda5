using Cicerone.Metrics.Significance;
using CsCheck;

namespace Cicerone.Tests.Metrics.Significance;

public sealed class WilcoxonSignedRankTests
{
    [Theory]
    [InlineData(5, 0, 2.0 / 32)]
    [InlineData(6, 0, 2.0 / 64)]
    [InlineData(10, 8, 2 * 25.0 / 1024)] // 25 sets of ranks out of 1 … 10 have a sum of at most 8: the tabled critical value
    [InlineData(4, 5, 1)]
    public void Has_the_tabled_value(int n, int negativeRanks, double expected)
    {
        double[] differences = [.. Enumerable.Range(1, n).Select(rank => (double)rank)];
        for (int rank = n, left = negativeRanks; rank > 0; rank--)
            if (rank <= left) (differences[rank - 1], left) = (-rank, left - rank);
        Assert.Equal(expected, WilcoxonSignedRank.Of(differences), 12);
    }

    [Fact]
    public void Is_exact_with_ties_and_zeros_too() => Gen.Int[-3, 3].Array[1, 10].Sample(whole =>
    {
        double[] kept = [.. whole.Where(value => value != 0).Select(value => (double)value)];
        if (kept.Length == 0) return;
        double observed = Smaller(kept);
        int extreme = Enumerable.Range(0, 1 << kept.Length).Count(signs => Smaller([.. kept.Select((value, i) => (signs >> i & 1) == 0 ? Math.Abs(value) : -Math.Abs(value))]) <= observed);
        Assert.Equal((double)extreme / (1 << kept.Length), WilcoxonSignedRank.Of([.. whole.Select(value => (double)value)]), 12);
    }, iter: 200);

    [Fact]
    public void The_approximation_takes_over_without_a_jump()
    {
        var random = new RandomSource(3);
        double[] differences = [.. Enumerable.Range(0, WilcoxonSignedRank.MostExact).Select(_ => random.NextNormal() + 0.3)];
        double exact = WilcoxonSignedRank.Of(differences), approximate = WilcoxonSignedRank.Of([.. differences, 1e-9]);
        Assert.InRange(exact, 0.001, 0.2);
        Assert.Equal(exact, approximate, 0.15 * exact);
    }

    [Fact]
    public void Ties_lower_the_variance_of_the_approximation()
    {
        // 60 differences of one size, 36 up: mean rank 30.5, W = 24 · 30.5 = 732, mean 915, variance 73810/4 − (60³ − 60)/48
        double[] differences = [.. Enumerable.Range(0, 60).Select(i => i < 36 ? 1.0 : -1.0)];
        double variance = 60.0 * 61 * 121 / 24 - (216_000 - 60) / 48.0;
        Assert.Equal(Distributions.NormalTwoSided((915 - 732 - 0.5) / Math.Sqrt(variance)), WilcoxonSignedRank.Of(differences), 12);
    }

    [Fact]
    public void Where_nothing_differs_it_rarely_says_otherwise()
    {
        var random = new RandomSource(2);
        const int Trials = 3000;
        foreach (int n in (int[])[20, 80])
        {
            int found = Enumerable.Range(0, Trials).Count(_ => WilcoxonSignedRank.Of([.. Enumerable.Range(0, n).Select(_ => random.NextNormal())]) < 0.05);
            Assert.InRange((double)found / Trials, 0.035, 0.06);
        }
    }

    /// <summary>The smaller rank sum, by ranking each value against all others.</summary>
    private static double Smaller(double[] values)
    {
        double Rank(double value) => values.Count(other => Math.Abs(other) < Math.Abs(value)) + (values.Count(other => Math.Abs(other) == Math.Abs(value)) + 1) / 2.0;
        return Math.Min(values.Where(value => value > 0).Sum(Rank), values.Where(value => value < 0).Sum(Rank));
    }
}
