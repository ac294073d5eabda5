namespace Cicerone.Server.Security;

/// <summary>Scopes as they are typed.</summary>
public static class ScopeNames
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<Scope>().Select(name => name.ToLowerInvariant())];

    /// <summary>The scope of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static Scope Parse(string name) => All.Contains(name) ? Enum.Parse<Scope>(name, ignoreCase: true) : throw CiceroneException.UnknownName("scope", name, All);
}
