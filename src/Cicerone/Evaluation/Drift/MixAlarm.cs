namespace Cicerone.Evaluation.Drift;

/// <summary>
/// Watches which category each event is of, and tells when they no longer come in the shares that were forecast. The bet is on the shares of late
/// events, which fade by a half-life: its factor is their ratio to the forecast, divided by what that ratio can be expected to be at most when up to
/// a given share of events is not as forecast but anything whatever (ε-contamination, as in Huber's robust test). Small misfits of a forecast
/// are no alarm therefore.
/// </summary>
public sealed class MixAlarm
{
    private const double HalfLife = 400, Doubt = 50; // in events
    private static readonly double Fading = double.Exp2(-1 / HalfLife);
    private readonly SequentialEvidence _evidence;
    private readonly double[] _late;
    private readonly double _tolerated;
    private double _weight;

    /// <summary>An alarm that has seen nothing.</summary>
    /// <param name="categories">How many categories there are, at least 2.</param>
    /// <param name="tolerated">The share of events that may be anything; 0 or more, below 1.</param>
    /// <param name="falseAlarms">The chance that it ever fires although no more than that are not as forecast; above 0 and below 1.</param>
    /// <exception cref="CiceroneException">One of them is outside.</exception>
    public MixAlarm(int categories, double tolerated, double falseAlarms)
    {
        if (categories < 2) throw new CiceroneException($"An alarm over categories needs at least 2, and there {(categories == 1 ? "is 1" : $"are {categories}")}.");
        if (!(tolerated is >= 0 and < 1)) throw new CiceroneException($"The tolerated share of events is {tolerated}, but must be 0 or more and below 1.");
        (_late, _tolerated, _evidence) = (new double[categories], tolerated, new SequentialEvidence(falseAlarms, bets: 1));
    }

    /// <summary>What the bets have made of a stake of 1; the alarm fires when it reaches one over the rate of false alarms.</summary>
    public double Evidence => _evidence.Value;

    /// <summary>Whether it has fired.</summary>
    public bool HasFired => _evidence.HasFired;

    /// <summary>Looks at the next event.</summary>
    /// <param name="category">Its category.</param>
    /// <param name="forecast">The share that was forecast of each category; they add up to 1.</param>
    /// <returns>Whether the alarm fires now.</returns>
    public bool Observe(int category, ReadOnlySpan<double> forecast)
    {
        if (forecast.Length != _late.Length) throw new ArgumentException($"There are {forecast.Length} shares for {_late.Length} categories.", nameof(forecast));
        double least = 1 / (double)(100 * forecast.Length), largest = 0, sum = 0;
        for (int other = 0; other < forecast.Length; other++) sum += Math.Max(least, forecast[other]); // no event is impossible
        double Share(double share) => Math.Max(least, share) / sum;
        for (int other = 0; other < forecast.Length; other++) largest = Math.Max(largest, Ratio(other, Share(forecast[other])));
        double factor = Ratio(category, Share(forecast[category])) / (1 - _tolerated + _tolerated * largest);
        for (int other = 0; other < _late.Length; other++) _late[other] *= Fading;
        _late[category]++;
        _weight = _weight * Fading + 1;
        return _evidence.Observe([factor]);
    }

    /// <summary>The share of late events over the forecast's, both as they were before the event.</summary>
    private double Ratio(int category, double forecast) => (_late[category] + Doubt * forecast) / (_weight + Doubt) / forecast;
}
