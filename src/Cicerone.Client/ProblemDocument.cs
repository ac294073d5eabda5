namespace Cicerone.Client;

/// <summary>What a server says of a refusal.</summary>
internal sealed record ProblemDocument(string? Title, string? Detail);
