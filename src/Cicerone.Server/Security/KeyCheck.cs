using Cicerone.Server.Api;
using Cicerone.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Security;

/// <summary>
/// Lets a request through to its endpoint when its key may. Where keys are required, which they are wherever others than
/// this machine can reach the server, a request without one is refused; elsewhere it is let through, and one with a key may
/// do what its key may. What changes the server or forgets somebody goes into the audit log.
/// </summary>
internal sealed partial class KeyCheck(RequestDelegate next, ApiKeys keys, RateLimits limits, KeyStore store, ServerOptions options, TimeProvider clock, ILogger<KeyCheck> log)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }
        StoredKey? key = await KeyOfAsync(context);
        limits.Take(key?.Id ?? context.Connection.RemoteIpAddress?.ToString() ?? "");
        var visitor = new Visitor(key);
        context.Features.Set(visitor);
        Scope needed = Scopes.Of(endpoint, context.Request);
        if (!visitor.May(needed))
            throw new RefusedException(StatusCodes.Status403Forbidden, $"The key {key!.Id} lacks the scope '{needed.ToString().ToLowerInvariant()}', which this request needs.");
        int status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (Exception fault)
        {
            status = Faults.Of(fault).Status;
            throw;
        }
        finally
        {
            if (needed is Scope.Train or Scope.Forget || (needed == Scope.Admin && !HttpMethods.IsGet(context.Request.Method))) await NoteAsync(context, endpoint, key, status);
        }
    }

    private async Task<StoredKey?> KeyOfAsync(HttpContext context)
    {
        string presented = Presented(context.Request);
        if (presented.Length == 0)
            return !options.KeysAreRequired ? null : throw new RefusedException(StatusCodes.Status401Unauthorized, "A key is needed: send it as X-API-Key, or as Authorization: Bearer. 'cicerone keys add' makes one.");
        StoredKey? key = await keys.CheckAsync(presented, context.RequestAborted);
        if (key is not null) return key;
        limits.Take(context.Connection.RemoteIpAddress?.ToString() ?? ""); // guesses count too
        throw new RefusedException(StatusCodes.Status401Unauthorized, "The key is wrong, revoked or expired.");
    }

    private static string Presented(HttpRequest request)
    {
        string header = request.Headers["X-API-Key"].ToString(), authorization = request.Headers.Authorization.ToString();
        if (header.Length > 0) return header;
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Cookies[Visitor.Cookie] ?? "";
    }

    /// <summary>Notes the route and not the path: the log must not name somebody who was forgotten.</summary>
    private async Task NoteAsync(HttpContext context, Endpoint endpoint, StoredKey? key, int status)
    {
        string action = $"{context.Request.Method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText}";
        try
        {
            await store.NoteAsync(new AuditEntry(clock.GetUtcNow(), key?.Id, action, status), CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            LogMissed(log, action, key?.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log could not be written: {Action} by key {Key}.")]
    private static partial void LogMissed(ILogger log, string action, string? key, Exception fault);
}
