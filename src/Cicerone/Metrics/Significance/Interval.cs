namespace Cicerone.Metrics.Significance;

/// <summary>A confidence interval of a mean difference.</summary>
/// <param name="Low">Its lower end; not a number when there is too little to tell.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a difference may be called a difference: zero lies outside.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;
}
