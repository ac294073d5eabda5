namespace Cicerone.Models;

/// <summary>An action that a slot is for.</summary>
/// <param name="Action">Its name in the log: click, purchase …</param>
/// <param name="Worth">What it is worth against the others, above 0.</param>
public sealed record WantedAction(string Action, double Worth)
{
    /// <summary>What it is worth.</summary>
    public double Worth { get; } = Worth is > 0 and <= 1e6 ? Worth : throw new CiceroneException($"The action '{Action}' is worth {Worth}, but must be worth more than 0 and at most 1000000.");
}
