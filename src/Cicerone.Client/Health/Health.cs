namespace Cicerone.Client;

/// <summary>How the server is.</summary>
/// <param name="Status">"live" or "ready".</param>
/// <param name="ModelFault">Why the last exchange of the model was refused; null when it went well.</param>
public sealed record Health(string Status, string? ModelFault = null);
