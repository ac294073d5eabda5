namespace Cicerone.Neural.Catchments;

/// <summary>1 − NSE, of the values or of log(value + 0.01 ȳ); see <see cref="Metrics.Series.NashSutcliffe"/>.</summary>
public sealed class EfficiencyLoss : SeriesLoss
{
    private readonly double _offset, _squares;
    private readonly bool _logs;
    private readonly double[] _target;

    /// <param name="observed">The observed stretch, NaN where missing.</param>
    /// <param name="logs">Whether logarithms are compared.</param>
    /// <exception cref="CiceroneException">There is too little to compare, or no logarithm of it.</exception>
    public EfficiencyLoss(ReadOnlySpan<double> observed, bool logs) : base(observed)
    {
        (_logs, _offset) = (logs, logs ? Metrics.Series.NashSutcliffe.LogOffset * Mean : 0);
        _target = [.. Observed.Select(value => logs ? Math.Log(value + _offset) : value)];
        double mean = Days.Average(day => _target[day]);
        _squares = Days.Sum(day => (_target[day] - mean) * (_target[day] - mean));
        if (!double.IsFinite(_squares)) throw new CiceroneException("The observed series has negative values, and those have no logarithm.");
    }

    /// <inheritdoc/>
    public override double Of(ReadOnlySpan<double> simulated, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        foreach (int day in Days)
        {
            double error = (_logs ? Math.Log(simulated[day] + _offset) : simulated[day]) - _target[day];
            sum += error * error;
            gradient[day] = 2 * error / _squares / (_logs ? simulated[day] + _offset : 1);
        }
        return sum / _squares;
    }
}
