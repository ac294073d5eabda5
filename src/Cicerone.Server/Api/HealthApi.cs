using System.Text.Json.Serialization;
using Cicerone.Server.Live;
using Cicerone.Server.Operations;
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
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .Describe("isReady", "The server can answer: its store can be read, and it is not stopping", """{ "status": "ready" }""")
            .WithDescription("`modelFault` tells why a model could not be put in service; the one before it goes on.");
    }

    private static async Task<HealthMessage> ReadyAsync(EventStore store, ServerState state, CancellationToken cancellation)
    {
        if (state.IsStopping) throw new BusyException("The server is stopping; ask another.");
        await store.PeopleAsync(prefix: "", after: null, limit: 1, cancellation);
        return new HealthMessage("ready", state.ModelFault);
    }
}

/// <summary>How the server is.</summary>
/// <param name="Status">In a word.</param>
/// <param name="ModelFault">Why the last exchange of the model was refused; null when it went well.</param>
internal sealed record HealthMessage(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelFault = null);
