using Cicerone.Models.Circuits;

namespace Cicerone.Models;

/// <summary>What came of forgetting people in a model.</summary>
/// <param name="Model">The model without them; null where it is to be learned anew.</param>
/// <param name="How">What was done, or why it is to be learned anew, in a sentence that names nobody.</param>
/// <param name="Checks">How well it was done.</param>
public sealed record Forgotten(IRanker? Model, string How, IReadOnlyList<ForgettingCheck> Checks)
{
    /// <summary>Whether the model may take the place of the one from before: there is one, and every check holds.</summary>
    public bool Holds => Model is not null && Checks.All(check => check.Holds);

    /// <summary>What this way of forgetting does not reach, in sentences.</summary>
    public IReadOnlyList<string> Remains { get; init; } = [];

    /// <summary>The parts of the model that forgetting looked into; null where it does not look into parts.</summary>
    public CircuitMap? Circuits { get; init; }

    /// <summary>The model is to be learned anew.</summary>
    /// <param name="why">Why, in a sentence.</param>
    public static Forgotten Anew(string why) => new(null, why, []);
}
