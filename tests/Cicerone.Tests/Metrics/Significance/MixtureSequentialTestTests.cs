using Cicerone.Metrics.Significance;

namespace Cicerone.Tests.Metrics.Significance;

public sealed class MixtureSequentialTestTests
{
    [Theory]
    [InlineData(0.02, 0.01)]
    [InlineData(0.1, 0.02)]
    [InlineData(0.1, 0.1)]
    [InlineData(0.5, 0.05)]
    public void Looking_after_every_value_raises_no_more_false_alarms_than_stated(double rate, double effect)
    {
        const int Trials = 600, Values = 3000;
        int alarms = 0, naive = 0, missed = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            RandomSource random = RandomSource.For(11, (ulong)trial);
            var test = new MixtureSequentialTest(effect);
            int control = 0, treatment = 0;
            bool lookedSignificant = false, excluded = false;
            for (int value = 1; value <= Values; value++)
            {
                int one = random.NextDouble() < rate ? 1 : 0, other = random.NextDouble() < rate ? 1 : 0;
                test.Add(treatment: false, one);
                test.Add(treatment: true, other);
                (control, treatment) = (control + one, treatment + other);
                if (value < MixtureSequentialTest.FewestValues) continue;
                excluded |= test.Interval.ExcludesZero;
                double p = (double)control / value, q = (double)treatment / value, error = Math.Sqrt((p * (1 - p) + q * (1 - q)) / value);
                lookedSignificant |= error > 0 && Math.Abs(q - p) > 1.96 * error;
            }
            if (test.PValue <= 0.05) alarms++;
            if (lookedSignificant) naive++;
            if (excluded != test.PValue <= 0.05) missed++;
        }
        Assert.InRange((double)alarms / Trials, 0, 0.05);
        Assert.True((double)naive / Trials > 0.2, $"A test of fixed size that is looked at all the time alarms in {naive} of {Trials}."); // what the test is for
        Assert.Equal(0, missed); // the interval and the p-value say the same
    }

    [Fact]
    public void A_difference_that_matters_is_found_and_its_interval_holds_it()
    {
        const int Trials = 200;
        int found = 0, held = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            RandomSource random = RandomSource.For(12, (ulong)trial);
            var test = new MixtureSequentialTest(effect: 0.05);
            bool always = true;
            for (int value = 1; value <= 3000; value++)
            {
                test.Add(treatment: false, random.NextDouble() < 0.2 ? 1 : 0);
                test.Add(treatment: true, random.NextDouble() < 0.25 ? 1 : 0);
                Interval interval = test.Interval;
                always &= interval.Low <= 0.05 && interval.High >= 0.05;
            }
            if (test.PValue <= 0.05) found++;
            if (always) held++;
        }
        Assert.InRange((double)found / Trials, 0.8, 1);
        Assert.InRange((double)held / Trials, 0.95, 1);
    }

    [Fact]
    public void It_says_nothing_before_there_is_enough_and_its_figures_are_the_formulas()
    {
        var test = new MixtureSequentialTest(effect: 0.1, level: 0.01);
        for (int value = 0; value < 100; value++)
        {
            Assert.Equal(1, test.PValue);
            Assert.Equal(double.PositiveInfinity, test.Interval.High);
            test.Add(treatment: false, value % 4 == 0 ? 1 : 0);
            test.Add(treatment: true, value % 2 == 0 ? 1 : 0);
        }
        double tau = 0.01, v = (0.25 * 0.75 + 0.25) / 99 + 2 * tau / 99 / 100, difference = 0.25;
        double likelihood = Math.Sqrt(v / (v + tau)) * Math.Exp(tau * difference * difference / (2 * v * (v + tau)));
        double half = Math.Sqrt(2 * v * (v + tau) / tau * Math.Log(Math.Sqrt((v + tau) / v) / 0.01));
        Assert.Equal(difference, test.Difference, 1e-12);
        Assert.Equal(1 / likelihood, test.PValue, 1e-12);
        Assert.Equal(difference - half, test.Interval.Low, 1e-12);
        Assert.Equal(difference + half, test.Interval.High, 1e-12);
    }

    [Fact]
    public void Streams_of_one_value_each_are_told_apart_and_equal_ones_are_not()
    {
        MixtureSequentialTest apart = new(effect: 0.1), equal = new(effect: 0.1);
        for (int value = 0; value < 100; value++)
        {
            apart.Add(treatment: false, 0);
            apart.Add(treatment: true, 1);
            equal.Add(treatment: false, 0);
            equal.Add(treatment: true, 0);
        }
        Assert.True(apart.PValue < 1e-9 && apart.Interval.Low > 0.9);
        Assert.Equal(1, equal.PValue);
    }

    [Fact]
    public void Its_options_are_checked()
    {
        Assert.Contains("effect", Assert.Throws<CiceroneException>(() => new MixtureSequentialTest(0)).Message, StringComparison.Ordinal);
        Assert.Contains("level", Assert.Throws<CiceroneException>(() => new MixtureSequentialTest(0.1, 1)).Message, StringComparison.Ordinal);
    }
}
