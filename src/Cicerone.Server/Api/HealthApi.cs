using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>Tells a watchman whether the server runs, and whether it can answer.</summary>
internal static class HealthApi
{
    public static void Map(RouteGroupBuilder health)
    {
        health.MapGet("/live", () => new HealthMessage("live"))
            .WithTags("Health")
            .Describe("isLive", "The server runs", """{ "status": "live" }""");
        health.MapGet("/ready", ReadyAsync)
            .WithTags("Health")
            .Describe("isReady", "The server can answer: its store can be read", """{ "status": "ready" }""");
    }

    private static async Task<HealthMessage> ReadyAsync(EventStore store, CancellationToken cancellation)
    {
        await store.PeopleAsync(prefix: "", after: null, limit: 1, cancellation);
        return new HealthMessage("ready");
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthMessage(string Status);
