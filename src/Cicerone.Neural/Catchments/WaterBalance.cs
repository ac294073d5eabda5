namespace Cicerone.Neural.Catchments;

/// <summary>Where the water went, mm over all days.</summary>
/// <param name="In">What came in, exchange with other catchments included.</param>
/// <param name="Flow">What flowed off.</param>
/// <param name="Loss">What evaporated.</param>
/// <param name="StoredBefore">What the stores held at first.</param>
/// <param name="StoredAfter">What they hold at last.</param>
public readonly record struct WaterBalance(double In, double Flow, double Loss, double StoredBefore, double StoredAfter)
{
    /// <summary>What was made or lost out of nothing: rounding, where mass closes.</summary>
    public double Residual => In - Flow - Loss - (StoredAfter - StoredBefore);
}
