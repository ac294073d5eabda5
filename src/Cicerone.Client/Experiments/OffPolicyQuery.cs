namespace Cicerone.Client;

/// <summary>What is asked of the exposure log.</summary>
/// <param name="Model">The version of the model.</param>
/// <param name="Outcome">The action that counts.</param>
/// <param name="WindowHours">How many hours after a list it counts; 24 where it is null.</param>
public sealed record OffPolicyQuery(string Model, string Outcome, double? WindowHours = null);
