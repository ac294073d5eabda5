using Cicerone.Metrics.Significance;

namespace Cicerone.Tests.Metrics;

public sealed class RankCorrelationTests
{
    [Fact]
    public void It_is_one_for_any_rising_relation_and_minus_one_for_any_falling_one()
    {
        double[] numbers = [3, -1, 10, 0.5];
        Assert.Equal(1, RankCorrelation.Of(numbers, [.. numbers.Select(Math.Exp)]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Of(numbers, [.. numbers.Select(number => -number * number * number)]), 1e-12);
    }

    [Fact]
    public void Equal_numbers_share_the_mean_of_their_ranks()
    {
        // ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: covariance 4.5, variances 4.5 and 5
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Of([1, 2, 2, 5], [1, 2, 3, 4]), 1e-12);
    }

    [Fact]
    public void A_column_of_one_number_has_none() => Assert.True(double.IsNaN(RankCorrelation.Of([1, 1, 1], [1, 2, 3])));
}
