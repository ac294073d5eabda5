using Cicerone.Server.Security;

namespace Cicerone.Server.Storage;

/// <summary>A key as a store keeps it: never the secret itself.</summary>
/// <param name="Id">The part of the key by which it is found; no secret.</param>
/// <param name="Hash">SHA-256 of the secret, in hexadecimal.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Note">Whose it is, or what it is for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends; null for never.</param>
public sealed record StoredKey(string Id, string Hash, IReadOnlyList<Scope> Scopes, string Note, DateTimeOffset Created, DateTimeOffset? Expires)
{
    /// <summary>The hash of the secret before the last rotation; null when there is none.</summary>
    public string? FormerHash { get; init; }

    /// <summary>Until when the former secret is taken too.</summary>
    public DateTimeOffset? FormerUntil { get; init; }
}
