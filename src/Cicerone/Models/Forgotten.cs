namespace Cicerone.Models;

/// <summary>A model that has forgotten people.</summary>
/// <param name="Model">The model without them.</param>
/// <param name="How">What was done, in a sentence that names nobody.</param>
/// <param name="Checks">How well it was done.</param>
public sealed record Forgotten(IRanker Model, string How, IReadOnlyList<ForgettingCheck> Checks);
