using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>Whether the server runs and its store answers.</summary>
internal static class GorseHealth
{
    public static void Map(RouteGroupBuilder health)
    {
        health.MapGet("/live", AnswerAsync);
        health.MapGet("/ready", async (EventStore events, CancellationToken cancellation) =>
        {
            GorseState state = await StateAsync(events, cancellation);
            return GorseJson.Answer(state, state.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static async Task<IResult> AnswerAsync(EventStore events, CancellationToken cancellation) => GorseJson.Answer(await StateAsync(events, cancellation));

    private static async Task<GorseState> StateAsync(EventStore events, CancellationToken cancellation)
    {
        try
        {
            await events.PeopleAsync(prefix: "", after: null, limit: 1, cancellation);
            return new GorseState(Ready: true, DataStoreConnected: true, CacheStoreConnected: true, DataStoreError: null, CacheStoreError: null);
        }
        catch (StoreUnavailableException fault)
        {
            return new GorseState(Ready: false, DataStoreConnected: false, CacheStoreConnected: true, fault.Message, CacheStoreError: null);
        }
    }

    /// <summary>The state; there is no store for a cache, so that it is always there.</summary>
    private sealed record GorseState(bool Ready, bool DataStoreConnected, bool CacheStoreConnected, string? DataStoreError, string? CacheStoreError);
}
