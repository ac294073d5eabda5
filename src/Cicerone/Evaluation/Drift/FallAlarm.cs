namespace Cicerone.Evaluation.Drift;

/// <summary>
/// Watches values in 0 to 1, such as whether a list held what was chosen, and tells when their expectation has fallen below a floor. The bet on
/// a value x has the factor 1 + λ(floor − x), for several λ.
/// </summary>
public sealed class FallAlarm
{
    private static readonly double[] Boldness = [0.05, 0.1, 0.2, 0.4, 0.8]; // λ as shares of the largest that can never lose everything
    private readonly SequentialEvidence _evidence;

    /// <summary>An alarm that has seen nothing.</summary>
    /// <param name="floor">What every value is expected to be at least; above 0 and below 1.</param>
    /// <param name="falseAlarms">The chance that it ever fires although no value is expected to be less; above 0 and below 1.</param>
    /// <exception cref="CiceroneException">One of them is outside.</exception>
    public FallAlarm(double floor, double falseAlarms)
    {
        if (!(floor is > 0 and < 1)) throw new CiceroneException($"The floor of an alarm is {floor}, but must lie between 0 and 1: it watches values in 0 to 1.");
        (Floor, _evidence) = (floor, new SequentialEvidence(falseAlarms, Boldness.Length));
    }

    /// <summary>What every value is expected to be at least.</summary>
    public double Floor { get; }

    /// <summary>What the bets have made of a stake of 1; the alarm fires when it reaches one over the rate of false alarms.</summary>
    public double Evidence => _evidence.Value;

    /// <summary>Whether it has fired.</summary>
    public bool HasFired => _evidence.HasFired;

    /// <summary>Looks at the next value.</summary>
    /// <param name="value">0 to 1.</param>
    /// <returns>Whether the alarm fires now.</returns>
    /// <exception cref="CiceroneException">The value is outside.</exception>
    public bool Observe(double value)
    {
        if (!(value is >= 0 and <= 1)) throw new CiceroneException($"The alarm was given {value}, but watches values in 0 to 1.");
        Span<double> factors = stackalloc double[Boldness.Length];
        for (int bet = 0; bet < factors.Length; bet++) factors[bet] = 1 + Boldness[bet] / (1 - Floor) * (Floor - value);
        return _evidence.Observe(factors);
    }
}
