using Cicerone.Server.Storage;

namespace Cicerone.Server.Security;

/// <summary>Who sends a request, as far as keys tell.</summary>
/// <param name="Key">The key it brings; null for none, where none is needed.</param>
internal sealed record Visitor(StoredKey? Key)
{
    /// <summary>The cookie that holds the key of somebody who has signed in.</summary>
    public const string Cookie = "cicerone-key";

    /// <summary>The sender of a request; null before its key was looked at.</summary>
    public static Visitor? Of(HttpContext context) => context.Features.Get<Visitor>();

    /// <summary>Whether the sender of a request is known and may do what needs a scope.</summary>
    public static bool May(HttpContext context, Scope scope) => Of(context)?.May(scope) == true;

    /// <summary>Whether they may do what needs a scope.</summary>
    public bool May(Scope scope) => Key is null || Key.Scopes.Contains(scope);
}
