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
    /// <summary>Whether a search should try its values by magnitude rather than evenly.</summary>
    public bool Logarithmic { get; init; }
}
