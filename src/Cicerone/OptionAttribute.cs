namespace Cicerone;

/// <summary>Documents one option and gives its range, for the command line, for JSON and for the check at construction.</summary>
/// <param name="description">What it does, in a few words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string description) : Attribute
{
    /// <summary>What the option does.</summary>
    public string Description { get; } = description;

    /// <summary>The smallest number allowed.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number allowed.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>The smallest number worth trying in a search; not a number when a search leaves the option alone unless told.</summary>
    public double SearchMin { get; init; } = double.NaN;

    /// <summary>The largest number worth trying in a search.</summary>
    public double SearchMax { get; init; } = double.NaN;

    /// <summary>Whether a search tries values by magnitude (1, 10, 100) rather than evenly; the smallest must then be above 0.</summary>
    public bool Logarithmic { get; init; }
}
