using System.Globalization;

namespace Cicerone.Models;

/// <summary>An action that a slot is for.</summary>
/// <param name="Action">Its name in the log: click, purchase …</param>
/// <param name="Worth">What it is worth against the others, above 0.</param>
public sealed record WantedAction(string Action, double Worth)
{
    /// <summary>What it is worth.</summary>
    public double Worth { get; } = Worth is > 0 and <= 1e6 ? Worth : throw new CiceroneException($"The action '{Action}' is worth {Worth}, but must be worth more than 0 and at most 1000000.");

    /// <summary>The actions of a text such as <c>click:1,purchase:2.5</c>: each may have its worth after a colon, and is worth 1 without; an empty text has none.</summary>
    /// <exception cref="CiceroneException">A worth is no number, or out of range.</exception>
    public static IReadOnlyList<WantedAction> ListOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Of)];
    }

    private static WantedAction Of(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0) return new WantedAction(text, 1);
        return double.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out double worth)
            ? new WantedAction(text[..colon], worth)
            : throw new CiceroneException($"The wanted action '{text}' has no number after its colon. Give actions with their worth, as in click:1,purchase:2.5.");
    }
}
