using BenchmarkDotNet.Attributes;
using Cicerone.Metrics.Series;

namespace Cicerone.Benchmarks;

/// <summary>JKGE_ss of a million steps with a moving mean: every window added up by itself, and a sum that slides.</summary>
[ShortRunJob]
public class JkgeBenchmark
{
    private const int Steps = 1_000_000, Window = 31;
    private readonly double[] _observed = new double[Steps], _simulated = new double[Steps];

    public JkgeBenchmark()
    {
        var random = new RandomSource(1);
        for (int t = 0; t < Steps; t++)
        {
            _observed[t] = Math.Exp(Math.Sin(t / 58.0) + 0.5 * random.NextNormal());
            _simulated[t] = _observed[t] * (0.8 + 0.4 * random.NextDouble());
        }
    }

    [Benchmark(Baseline = true, Description = "windows of 31, each by itself")]
    public double Direct()
    {
        double sum = 0;
        for (int t = 0; t < Steps; t++)
        {
            double y = 0, q = 0;
            int from = Math.Max(0, t - Window / 2), to = Math.Min(Steps, t + Window / 2 + 1);
            for (int step = from; step < to; step++)
            {
                y += _observed[step];
                q += _simulated[step];
            }
            sum += (1 - q / y) * (1 - q / y);
        }
        return sum;
    }

    [Benchmark(Description = "JKGE_ss, window 31")]
    public double Short() => Jkge.Of(_observed, _simulated, new JkgeOptions { Window = Window }).Value;

    [Benchmark(Description = "JKGE_ss, window 3,651")]
    public double Long() => Jkge.Of(_observed, _simulated, new JkgeOptions { Window = 3_651 }).Value;
}
