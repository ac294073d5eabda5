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

    /// <summary>Whether a search should try its values by magnitude (1, 10, 100) rather than evenly.</summary>
    public bool Logarithmic { get; init; }
}
