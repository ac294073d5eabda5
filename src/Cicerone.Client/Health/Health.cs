namespace Cicerone.Client;

/// <summary>How the server is.</summary>
/// <param name="Status">"live" or "ready".</param>
public sealed record Health(string Status);
