namespace Cicerone.Evaluation.Drift;

/// <summary>
/// Evidence that the world has changed, gathered by betting against its being as before. Each bet multiplies its stake by a factor whose expectation,
/// whatever came before, is at most 1 while nothing has changed. A share 1/(j(j+1)) of the stake waits for the j-th observation, so that a change
/// that comes late is found without the losses before it. The sum begins at 1 and is a supermartingale while nothing has changed: the chance
/// that it ever reaches 1/rate is at most the rate, however long one looks (Ville's inequality; Shin, Ramdas and Rinaldo, E-detectors, 2022,
/// with starts weighed so that their weights add up to 1). An observation takes constant time, and nothing but the past is used.
/// </summary>
/// <param name="falseAlarms">The chance that it ever fires although nothing has changed; above 0 and below 1.</param>
/// <param name="bets">How many bets share the stake.</param>
internal sealed class SequentialEvidence(double falseAlarms, int bets)
{
    private readonly double[] _stakes = new double[bets];
    private long _seen;

    public double FalseAlarms { get; } = falseAlarms is > 0 and < 1 ? falseAlarms
        : throw new CiceroneException($"The rate of false alarms is {falseAlarms}, but must lie between 0 and 1.");

    /// <summary>What has become of a stake of 1.</summary>
    public double Value { get; private set; } = 1;

    public bool HasFired { get; private set; }

    /// <summary>Takes the factor of each bet.</summary>
    /// <returns>Whether the alarm fires now.</returns>
    public bool Observe(ReadOnlySpan<double> factors)
    {
        _seen++;
        double begins = 1.0 / _seen / (_seen + 1), sum = 0;
        for (int bet = 0; bet < _stakes.Length; bet++) sum += _stakes[bet] = Math.Min((_stakes[bet] + begins) * factors[bet], double.MaxValue / _stakes.Length);
        Value = sum / _stakes.Length + 1.0 / (_seen + 1);
        bool fires = !HasFired && Value >= 1 / FalseAlarms;
        HasFired |= fires;
        return fires;
    }
}
