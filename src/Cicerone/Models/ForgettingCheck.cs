namespace Cicerone.Models;

/// <summary>A test of whether people were forgotten.</summary>
/// <param name="What">What was measured, in words that name nobody.</param>
/// <param name="Figure">What it came to.</param>
/// <param name="Limit">The most it may be.</param>
public sealed record ForgettingCheck(string What, double Figure, double Limit)
{
    /// <summary>Whether the figure is within its limit; a figure that is no number is not.</summary>
    public bool Holds => Figure <= Limit;
}
