namespace Cicerone.Metrics.Significance;

/// <summary>Mean and variance of values that come one by one (Welford, Technometrics 4, 1962).</summary>
internal struct RunningMoments
{
    private double _mean, _squares;

    /// <summary>How many values there were.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean; not a number for none.</summary>
    public readonly double Mean => Count == 0 ? double.NaN : _mean;

    /// <summary>Their unbiased variance; 0 for fewer than two.</summary>
    public readonly double Variance => Count < 2 ? 0 : _squares / (Count - 1);

    public void Add(double value)
    {
        Count++;
        double from = value - _mean;
        _mean += from / Count;
        _squares += from * (value - _mean);
    }
}
