using Cicerone.Metrics.Significance;

namespace Cicerone.Tests.Metrics.Significance;

/// <summary>Against printed tables.</summary>
public sealed class DistributionsTests
{
    [Theory]
    [InlineData(1, 12.7062047362)]
    [InlineData(2, 4.3026527297)]
    [InlineData(5, 2.5705818356)]
    [InlineData(10, 2.2281388520)]
    [InlineData(30, 2.0422724563)]
    [InlineData(99, 1.9842169516)]
    [InlineData(100, 1.9839715185)]
    public void Five_per_cent_of_students_t_lie_beyond_the_tabled_value(int degrees, double t)
    {
        Assert.Equal(0.05, Distributions.StudentTwoSided(t, degrees), 9);
        Assert.Equal(0.05, Distributions.StudentTwoSided(-t, degrees), 9);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.31731050786291)]
    [InlineData(1.9599639845400545, 0.05)]
    [InlineData(2.5758293035489004, 0.01)]
    [InlineData(2.8284271247461903, 0.00467773498104727)] // where series and fraction meet
    [InlineData(5, 5.733031437583892e-07)]
    public void Tails_of_the_normal_distribution_have_the_tabled_value(double z, double expected) =>
        Assert.Equal(expected, Distributions.NormalTwoSided(z), 1e-12 + 1e-9 * expected);

    [Fact]
    public void With_many_degrees_students_t_is_normal() =>
        Assert.Equal(Distributions.NormalTwoSided(2), Distributions.StudentTwoSided(2, 2_000_001), 1e-6);
}
