namespace Cicerone;

/// <summary>One option as documentation shows it.</summary>
/// <param name="Name">Its name on the command line and in JSON.</param>
/// <param name="Type">"whole number", "number", "true|false", "text", or the allowed words.</param>
/// <param name="Default">Its default.</param>
/// <param name="Min">Smallest number allowed; negative infinity when there is no bound.</param>
/// <param name="Max">Largest number allowed.</param>
/// <param name="Description">What it does.</param>
public sealed record OptionDescription(string Name, string Type, string Default, double Min, double Max, string Description)
{
    /// <summary>The smallest number worth trying in a search; not a number when a search leaves the option alone unless told.</summary>
    public double SearchMin { get; init; } = double.NaN;

    /// <summary>The largest number worth trying in a search.</summary>
    public double SearchMax { get; init; } = double.NaN;

    /// <summary>Whether a search tries values by magnitude rather than evenly.</summary>
    public bool Logarithmic { get; init; }
}
