namespace Cicerone.Neural.Catchments;

/// <summary>
/// √((level + (1−α)² + (1−ρ)²)/2): 1 − JKGE_ss, 1 − KGE_ss, or one with the level of the one and the anomalies of the other. The derivative
/// goes through the benchmark of the simulation, that of the observed being constant. Benchmarks are moving means over the days that have an
/// observed value, cut off at the ends of the stretch. Spreads of nought are held apart from it by 10⁻⁶ of the mean of the observed.
/// </summary>
public sealed class JkgeLoss : SeriesLoss
{
    private const double Least = 1e-6, NoFlow = 1e-8, ShareOfNoFlow = 1e-6, UnderRoot = 1e-12;
    private readonly LevelTerm _level;
    private readonly int _half;
    private readonly bool _windowed;
    private readonly double[] _benchmark, _anomaly, _counts;
    private readonly bool[] _leveled;
    private readonly double _spread, _reach;
    private readonly int _levels;

    /// <param name="observed">The observed stretch, NaN where missing.</param>
    /// <param name="level">The error of level.</param>
    /// <param name="windowedAnomalies">Whether anomalies are told against the moving mean; else against the overall mean, as KGE does.</param>
    /// <param name="window">Days of the moving mean, odd.</param>
    /// <exception cref="CiceroneException">There is too little to compare, or nothing leaves its benchmark.</exception>
    public JkgeLoss(ReadOnlySpan<double> observed, LevelTerm level, bool windowedAnomalies, int window) : base(observed)
    {
        if (window < 1 || window % 2 == 0) throw new CiceroneException($"The window is {window} days, but must be odd and at least 1.");
        (_level, _windowed, _half) = (level, windowedAnomalies, window / 2);
        double[] ones = new double[Observed.Length];
        foreach (int day in Days) ones[day] = 1;
        _counts = new double[Observed.Length];
        MovingSum(ones, _counts);
        _benchmark = Benchmark(Observed);
        _anomaly = new double[Observed.Length];
        foreach (int day in Days) _anomaly[day] = Observed[day] - (windowedAnomalies ? _benchmark[day] : Mean);
        _spread = Math.Sqrt(Days.Sum(day => _anomaly[day] * _anomaly[day]) / Days.Length);
        double least = Math.Max(NoFlow, ShareOfNoFlow * Days.Average(day => Math.Abs(Observed[day])));
        _leveled = [.. Observed.Select((value, day) => double.IsFinite(value) && Math.Abs(_benchmark[day]) > least)];
        _levels = _leveled.Count(has => has);
        _reach = Days.Sum(day => (_benchmark[day] - Mean) * (_benchmark[day] - Mean));
        if (_spread <= 1e-12 * Math.Abs(Mean)) throw new CiceroneException("The observed series never leaves its benchmark; take a longer window.");
        if ((level == LevelTerm.Ratio && _levels == 0) || (level == LevelTerm.Norm && _reach <= 0) || (level == LevelTerm.Overall && Mean == 0))
            throw new CiceroneException($"The observed series has no level that '{level.ToString().ToLowerInvariant()}' could be told by.");
    }

    /// <inheritdoc/>
    public override double Of(ReadOnlySpan<double> simulated, Span<double> gradient)
    {
        double[] benchmark = Benchmark(simulated), byBenchmark = new double[Observed.Length], byAnomaly = new double[Observed.Length];
        double mean = 0, squares = 0, products = 0, level = 0;
        foreach (int day in Days) mean += simulated[day] / Days.Length;
        double Slow(int day) => _windowed ? benchmark[day] : mean;
        foreach (int day in Days)
        {
            double anomaly = (simulated[day] - Slow(day));
            squares += anomaly * anomaly;
            products += anomaly * _anomaly[day];
        }
        double spread = Math.Sqrt(squares / Days.Length + Least * Mean * (Least * Mean)), alpha = spread / _spread, rho = products / Days.Length / (spread * _spread), byMean = 0;
        switch (_level)
        {
            case LevelTerm.Overall:
                level = (mean / Mean - 1) * (mean / Mean - 1);
                byMean = 2 * (mean / Mean - 1) / Mean;
                break;
            default:
                foreach (int day in Days)
                {
                    if (_level == LevelTerm.Ratio && !_leveled[day]) continue;
                    double gap = benchmark[day] - _benchmark[day], weight = _level == LevelTerm.Norm ? 1 / _reach : 1 / (_levels * _benchmark[day] * _benchmark[day]);
                    level += gap * gap * weight;
                    byBenchmark[day] = 2 * gap * weight;
                }
                break;
        }
        double bySpread = 2 * (alpha - 1) / _spread - 2 * (rho - 1) * rho / spread, byProduct = 2 * (rho - 1) / (Days.Length * spread * _spread);
        foreach (int day in Days)
        {
            byAnomaly[day] = bySpread * (simulated[day] - Slow(day)) / (Days.Length * spread) + byProduct * _anomaly[day];
            if (_windowed) byBenchmark[day] -= byAnomaly[day];
            else byMean -= byAnomaly[day];
        }
        double loss = Math.Sqrt((level + (1 - alpha) * (1 - alpha) + (1 - rho) * (1 - rho)) / 2 + UnderRoot);
        // back through the moving mean: each day gives to every day of its window, and windows are symmetric, so the transpose is the same sum
        foreach (int day in Days) byBenchmark[day] /= _counts[day];
        double[] spreadOut = new double[Observed.Length];
        MovingSum(byBenchmark, spreadOut);
        gradient.Clear();
        foreach (int day in Days) gradient[day] = (byAnomaly[day] + spreadOut[day] + byMean / Days.Length) / (4 * loss);
        return loss;
    }

    private double[] Benchmark(ReadOnlySpan<double> values)
    {
        double[] valid = new double[values.Length], sums = new double[values.Length];
        foreach (int day in Days) valid[day] = values[day];
        MovingSum(valid, sums);
        foreach (int day in Days) sums[day] /= _counts[day];
        return sums;
    }

    /// <summary>The sum over the window of each day, taken afresh once a window so that rounding does not pile up.</summary>
    private void MovingSum(ReadOnlySpan<double> values, Span<double> sums)
    {
        double sum = 0;
        for (int day = 0; day < values.Length; day++)
        {
            if (day % (2 * _half + 1) == 0)
            {
                sum = 0;
                for (int other = Math.Max(0, day - _half); other < Math.Min(values.Length, day + _half + 1); other++) sum += values[other];
            }
            else
            {
                if (day + _half < values.Length) sum += values[day + _half];
                if (day - _half - 1 >= 0) sum -= values[day - _half - 1];
            }
            sums[day] = sum;
        }
    }
}
