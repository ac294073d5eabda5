using System.Text.Json;
using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Neural.Tests.Catchments;

public sealed class SeriesLossTests
{
    public static TheoryData<string> Names => [.. SeriesLosses.Names];

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_equals_differences_with_gaps_too(string name)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            (double[] observed, double[] simulated) = Made(seed);
            SeriesLoss loss = SeriesLosses.Named(name, observed);
            double[] gradient = new double[observed.Length], unused = new double[observed.Length];
            loss.Of(simulated, gradient);
            for (int day = 0; day < observed.Length; day++)
            {
                double Moved(double by) => loss.Of([.. simulated.Select((value, other) => other == day ? value + by : value)], unused);
                Assert.Equal((Moved(1e-5) - Moved(-1e-5)) / 2e-5, gradient[day], 1e-7);
                if (double.IsNaN(observed[day])) Assert.Equal(0, gradient[day]);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_loss_is_one_less_the_figure_that_is_reported(string name)
    {
        (double[] observed, double[] simulated) = Made(seed: 4);
        double loss = SeriesLosses.Named(name, observed).Of(simulated, new double[observed.Length]);
        SeriesScore score = SeriesScore.Of(observed, simulated, new JkgeOptions());
        KlingGupta kge = score.Kge;
        double expected = name switch
        {
            "jkge-ss" => score.Jkge.Value,
            "jkge-ss-norm" => Jkge.Of(observed, simulated, new JkgeOptions { Variant = JkgeVariant.Norm }).Value,
            "kge-ss" => kge.Skill.Value,
            "nse" => score.Nse.Value,
            "log-nse" => score.LogNse.Value,
            "level-only" => 1 - Math.Sqrt((score.Jkge.Level + (1 - kge.Variability) * (1 - kge.Variability) + (1 - kge.Correlation) * (1 - kge.Correlation)) / 2),
            _ => 1 - Math.Sqrt((score.Jkge.Overall + score.Jkge.Variability + score.Jkge.Timing) / 2),
        };
        Assert.Equal(1 - expected, loss, 1e-9);
    }

    [Fact]
    public void The_gradients_of_the_small_example_are_met()
    {
        JsonElement tiny = Basin.Reference.GetProperty("tiny");
        double[] Numbers(string key) => [.. tiny.GetProperty(key).EnumerateArray().Select(number => number.GetDouble())];
        double[] gradient = new double[12];
        new JkgeLoss(Numbers("obs"), LevelTerm.Ratio, windowedAnomalies: true, window: 3).Of(Numbers("sim"), gradient);
        Assert.Equal(Numbers("grad_loss_wrt_sim_central_diff_h1e-5"), gradient, (a, b) => Math.Abs(a - b) < 1e-8);
        new JkgeLoss(Numbers("obs"), LevelTerm.Norm, windowedAnomalies: true, window: 3).Of(Numbers("sim"), gradient);
        Assert.Equal(Numbers("grad_loss_norm_wrt_sim_central_diff_h1e-5"), gradient, (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void What_cannot_be_a_target_is_told()
    {
        Assert.Contains("constant", Assert.Throws<CiceroneException>(() => SeriesLosses.Named("nse", [2, 2, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'jkge-ss'", Assert.Throws<CiceroneException>(() => SeriesLosses.Named("jkge-s", [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("odd", Assert.Throws<CiceroneException>(() => new JkgeLoss([1, 2, 3], LevelTerm.Ratio, windowedAnomalies: true, window: 2)).Message, StringComparison.Ordinal);
    }

    private static (double[] Observed, double[] Simulated) Made(ulong seed)
    {
        var random = new RandomSource(seed);
        double[] values = [.. Enumerable.Range(0, 120).Select(day => Math.Exp(Math.Sin(day / 20.0) + 0.5 * random.NextNormal()))];
        return ([.. values.Select((value, day) => day % 11 == 3 || day is > 40 and < 80 ? double.NaN : value)], [.. values.Select(value => value * (0.7 + 0.6 * random.NextDouble()))]);
    }
}
