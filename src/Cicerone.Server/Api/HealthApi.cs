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
            .Produces<HealthMessage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Health")
            .Describe("isReady", "The server can answer: its store can be read", """{ "status": "ready" }""");
    }

    private static async Task<IResult> ReadyAsync(IEventStore store, CancellationToken cancellation)
    {
        try
        {
            await store.CountAsync(cancellation);
            return TypedResults.Ok(new HealthMessage("ready"));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return TypedResults.Problem($"The store cannot be read: {fault.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthMessage(string Status);
