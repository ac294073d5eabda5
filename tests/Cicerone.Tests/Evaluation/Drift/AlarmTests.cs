using Cicerone.Evaluation.Drift;

namespace Cicerone.Tests.Evaluation.Drift;

public sealed class AlarmTests
{
    private const double Rate = 0.05;
    private const int Worlds = 1_000, Values = 1_000;

    /// <summary>What chance may add to the share of worlds with a false alarm: three standard deviations.</summary>
    private static readonly double Most = Rate + 3 * Math.Sqrt(Rate * (1 - Rate) / Worlds);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Hits_that_stay_at_the_floor_raise_no_more_false_alarms_than_was_said(double floor)
    {
        int alarms = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var random = RandomSource.For(world, 1);
            var alarm = new FallAlarm(floor, Rate);
            for (int i = 0; i < Values && !alarm.HasFired; i++) alarm.Observe(random.NextDouble() < floor ? 1 : 0);
            if (alarm.HasFired) alarms++;
        }
        Assert.InRange(alarms / (double)Worlds, 0, Most);
    }

    [Fact]
    public void A_fall_is_found_soon_however_late_it_comes()
    {
        foreach (int begins in (int[])[0, 100, 10_000])
            for (ulong world = 0; world < 20; world++)
            {
                var random = RandomSource.For(world, 2);
                var alarm = new FallAlarm(0.5, Rate);
                int fired = -1;
                for (int i = 0; i < begins + 1_000 && fired < 0; i++)
                    if (alarm.Observe(random.NextDouble() < (i < begins ? 0.55 : 0.35) ? 1 : 0)) fired = i;
                Assert.InRange(fired, begins, begins + 999);
            }
    }

    [Fact]
    public void Categories_that_come_as_forecast_raise_no_more_false_alarms_than_was_said()
    {
        double[] forecast = [0.4, 0.3, 0.2, 0.1];
        int alarms = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var random = RandomSource.For(world, 3);
            var alarm = new MixAlarm(forecast.Length, tolerated: 0, Rate);
            for (int i = 0; i < Values && !alarm.HasFired; i++) alarm.Observe(Draw(random, forecast), forecast);
            if (alarm.HasFired) alarms++;
        }
        Assert.InRange(alarms / (double)Worlds, 0, Most);
    }

    [Fact]
    public void A_small_misfit_is_tolerated_and_a_large_one_is_found()
    {
        double[] forecast = [0.4, 0.3, 0.2, 0.1], misfit = [0.43, 0.29, 0.19, 0.09], other = [0.2, 0.2, 0.3, 0.3];
        for (ulong world = 0; world < 50; world++)
        {
            var random = RandomSource.For(world, 4);
            var alarm = new MixAlarm(forecast.Length, tolerated: 0.06, Rate);
            for (int i = 0; i < 2_000; i++) Assert.False(alarm.Observe(Draw(random, misfit), forecast));
            int fired = -1;
            for (int i = 0; i < 1_000 && fired < 0; i++)
                if (alarm.Observe(Draw(random, other), forecast)) fired = i;
            Assert.InRange(fired, 0, 999);
        }
    }

    [Fact]
    public void What_cannot_be_watched_is_told()
    {
        Assert.Throws<CiceroneException>(() => new FallAlarm(1, Rate));
        Assert.Throws<CiceroneException>(() => new FallAlarm(0.5, 0));
        Assert.Throws<CiceroneException>(() => new FallAlarm(0.5, Rate).Observe(1.5));
        Assert.Throws<CiceroneException>(() => new MixAlarm(1, 0.1, Rate));
        Assert.Throws<CiceroneException>(() => new MixAlarm(3, 1, Rate));
    }

    private static int Draw(RandomSource random, double[] shares)
    {
        double left = random.NextDouble();
        int category = 0;
        while (category < shares.Length - 1 && (left -= shares[category]) >= 0) category++;
        return category;
    }
}
