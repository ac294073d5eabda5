namespace Cicerone.Client;

/// <summary>A key without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scopes">What it may do: read, write, train, forget, admin.</param>
/// <param name="Note">Whose it is, or what it is for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends; null for never.</param>
public sealed record ListedKey(string Id, IReadOnlyList<string> Scopes, string Note, DateTimeOffset Created, DateTimeOffset? Expires);

/// <summary>A key that is wanted.</summary>
/// <param name="Scopes">What it may do: read, write, train, forget, admin.</param>
/// <param name="Note">Whose it is, or what it is for.</param>
/// <param name="Days">How many days it is taken, 1 to 3650; null for ever.</param>
public sealed record NewKey(IReadOnlyList<string> Scopes, string? Note = null, int? Days = null);

/// <summary>A whole key.</summary>
/// <param name="Key">The key.</param>
public sealed record WholeKey(string Key);

/// <summary>A key that was revoked.</summary>
/// <param name="Revoked">Its id.</param>
public sealed record RevokedKey(string Revoked);

/// <summary>An entry of the audit log.</summary>
/// <param name="Time">When.</param>
/// <param name="Key">Id of the key; null where none was needed.</param>
/// <param name="Action">The method and the route.</param>
/// <param name="Status">How it was answered.</param>
public sealed record AuditEntry(DateTimeOffset Time, string? Key, string Action, int Status);
