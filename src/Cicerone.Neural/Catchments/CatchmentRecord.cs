namespace Cicerone.Neural.Catchments;

/// <summary>Weather and observed flow, cut into contiguous stretches of time: to learn from, to choose by, and to test on once.</summary>
/// <param name="Forcing">The weather of every day.</param>
/// <param name="Observed">Flow of every day, mm; NaN where it is missing.</param>
/// <param name="LearnTo">The day after the last that is learned from.</param>
/// <param name="ChooseTo">The day after the last that is chosen by; the rest is for the test.</param>
public sealed record CatchmentRecord(Forcing Forcing, double[] Observed, int LearnTo, int ChooseTo)
{
    /// <summary>How often the first year comes before the record, so that stores are filled.</summary>
    public const int SpinUpYears = 3;

    /// <summary>The days before the record.</summary>
    public int SpinUpDays => SpinUpYears * Math.Min(365, Forcing.Days);

    /// <summary>A record in shares of its days; no day of one stretch enters a benchmark of another.</summary>
    /// <param name="forcing">The weather.</param>
    /// <param name="observed">The flow.</param>
    /// <param name="learn">The share to learn from, above 0.</param>
    /// <param name="choose">The share to choose by, above 0; both leave some for the test.</param>
    /// <exception cref="CiceroneException">The shares are out of range, or the columns are of unequal length.</exception>
    public static CatchmentRecord Of(Forcing forcing, double[] observed, double learn = 0.5, double choose = 0.15)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        ArgumentNullException.ThrowIfNull(observed);
        if (!(learn > 0 && choose > 0 && learn + choose < 1)) throw new CiceroneException($"The shares to learn from ({learn}) and to choose by ({choose}) must be above 0 and leave some for the test.");
        if (observed.Length != forcing.Days) throw new CiceroneException($"There are {forcing.Days:N0} days of weather and {observed.Length:N0} of flow; they must be as many.");
        int learnTo = (int)(learn * observed.Length), chooseTo = (int)((learn + choose) * observed.Length);
        return new CatchmentRecord(forcing.Checked(), observed, learnTo, chooseTo);
    }

    /// <summary>The flow a catchment has on the days of the record, after filling its stores.</summary>
    public double[] Simulate(ICatchment catchment, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(catchment);
        double[] flow = new double[SpinUpDays + Forcing.Days];
        catchment.Simulate(Forcing.WithSpinUp(SpinUpYears), parameters, flow);
        return flow[SpinUpDays..];
    }
}
