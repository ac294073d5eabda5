namespace Cicerone.Server.Security;

/// <summary>What a key may do. A key has one or more of these; none includes another.</summary>
public enum Scope
{
    /// <summary>Ask: recommendations, items, people, health.</summary>
    Read,

    /// <summary>Record events, and tell of items and people.</summary>
    Write,

    /// <summary>Begin a fit.</summary>
    Train,

    /// <summary>Forget people.</summary>
    Forget,

    /// <summary>Make and revoke keys, exchange models, read the audit log.</summary>
    Admin,
}

/// <summary>Tells which scope an endpoint needs.</summary>
internal static class Scopes
{
    /// <summary>Says that an endpoint needs a scope, where it is another than its method tells.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Scope scope) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Needed(scope));

    /// <summary>The scope a request needs: that of its endpoint, or else read for reading and write for the rest.</summary>
    public static Scope Of(Endpoint endpoint, HttpRequest request)
    {
        if (endpoint.Metadata.GetMetadata<Needed>() is { } needed) return needed.Scope;
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return reads && !request.Query.ContainsKey("write-back-type") ? Scope.Read : Scope.Write; // Gorse's clients record what was shown by asking for it
    }

    private sealed record Needed(Scope Scope);
}
