namespace Cicerone.Metrics.Significance;

/// <summary>
/// Whether the means of two streams differ, for whoever looks while they grow: its p-value and interval hold at all times at once,
/// so that stopping when they please raises no false alarm more often than stated. The mixture sequential probability ratio test
/// (Robbins, Annals of Mathematical Statistics 41, 1970) for two streams with a normal mixture of differences (Johari, Koomen,
/// Pekelis and Walsh, "Always Valid Inference", Operations Research 70, 2022, section 4). The variances are those observed, with one
/// deviation of <paramref name="effect"/> added so that streams of one value each can be told apart, which is right as streams grow; nothing is said before each has <see cref="FewestValues"/> values.
/// </summary>
/// <param name="effect">The size of the differences that matter, above 0: the standard deviation of the mixture. Fixed before looking.</param>
/// <param name="level">How often, at most, a difference is found where there is none; above 0 and below 1.</param>
public sealed class MixtureSequentialTest(double effect, double level = 0.05)
{
    /// <summary>How many values each stream needs before anything is said.</summary>
    public const int FewestValues = 100;

    private readonly double _mixture = effect > 0 && double.IsFinite(effect) ? effect * effect : throw new CiceroneException($"The effect is {effect}, but must be above 0.");
    private readonly double _level = level is > 0 and < 1 ? level : throw new CiceroneException($"The level is {level}, but must lie between 0 and 1.");
    private RunningMoments _control, _treatment;

    /// <summary>The p-value that is valid at any time: the least up to now; 1 at the start.</summary>
    public double PValue { get; private set; } = 1;

    /// <summary>Mean of the treatment less that of the control; not a number before each has a value.</summary>
    public double Difference => _treatment.Mean - _control.Mean;

    /// <summary>The interval of the true difference, which holds at all times at once; boundless before there is enough to tell.</summary>
    public Interval Interval
    {
        get
        {
            double variance = Variance;
            if (variance == 0) return new Interval(double.NegativeInfinity, double.PositiveInfinity);
            double half = Math.Sqrt(2 * variance * (variance + _mixture) / _mixture * Math.Log(Math.Sqrt((variance + _mixture) / variance) / _level));
            return new Interval(Difference - half, Difference + half);
        }
    }

    /// <summary>Takes the next value of a stream.</summary>
    /// <param name="treatment">Whether it is of the treatment, rather than of the control.</param>
    /// <param name="value">A finite number.</param>
    public void Add(bool treatment, double value)
    {
        if (treatment) _treatment.Add(value);
        else _control.Add(value);
        double variance = Variance;
        if (variance == 0) return;
        double difference = Difference, evidence = 0.5 * Math.Log(variance / (variance + _mixture)) + _mixture * difference * difference / (2 * variance * (variance + _mixture));
        PValue = Math.Min(PValue, Math.Exp(-evidence));
    }

    /// <summary>Variance of the difference of the means; 0 before there is enough to tell.</summary>
    private double Variance => _control.Count < FewestValues || _treatment.Count < FewestValues ? 0 : VarianceOfMean(_control) + VarianceOfMean(_treatment);

    private double VarianceOfMean(RunningMoments moments) => (moments.Variance + _mixture / (moments.Count - 1)) / moments.Count;
}
