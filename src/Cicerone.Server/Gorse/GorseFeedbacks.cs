using System.Text.Json;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>What people did.</summary>
internal static class GorseFeedbacks
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/feedback", AddAsync);
        api.MapPut("/feedback", ReplaceAsync);
        api.MapGet("/feedback", (HttpRequest request, Store store, CancellationToken cancellation) => ListAsync(type: null, request, store, cancellation));
        api.MapGet("/feedback/{type}", (string type, HttpRequest request, Store store, CancellationToken cancellation) => ListAsync(type, request, store, cancellation));
        api.MapGet("/feedback/{user}/{item}", async (string user, string item, Store store, CancellationToken cancellation) => Answer(await store.Feedback.BetweenAsync(user, item, action: null, cancellation)));
        api.MapGet("/feedback/{type}/{user}/{item}", GetAsync);
        api.MapDelete("/feedback/{user}/{item}", (string user, string item, Store store, ILiveState state, CancellationToken cancellation) => DeleteAsync(type: null, user, item, store, state, cancellation));
        api.MapDelete("/feedback/{type}/{user}/{item}", (string type, string user, string item, Store store, ILiveState state, CancellationToken cancellation) => DeleteAsync(type, user, item, store, state, cancellation));
        api.MapGet("/user/{id}/feedback", async (string id, Store store, CancellationToken cancellation) => Answer(await store.Feedback.OfUserAsync(id, action: null, cancellation)));
        api.MapGet("/user/{id}/feedback/{type}", async (string id, string type, Store store, CancellationToken cancellation) => Answer(await store.Feedback.OfUserAsync(id, type, cancellation)));
        api.MapGet("/item/{id}/feedback", async (string id, Store store, CancellationToken cancellation) => Answer(await store.Feedback.OfItemAsync(id, action: null, cancellation)));
        api.MapGet("/item/{id}/feedback/{type}", async (string id, string type, Store store, CancellationToken cancellation) => Answer(await store.Feedback.OfItemAsync(id, type, cancellation)));
    }

    private static async Task<IResult> AddAsync(HttpRequest request, LiveRecommender live, LiveItems items, TimeProvider clock, CancellationToken cancellation)
    {
        StoredEvent[] events = await ReadAsync(request, clock);
        await items.EnsureAsync(events.Select(stored => stored.Item), cancellation);
        await live.RecordAsync(events, cancellation);
        return GorseJson.Wrote(events.Length);
    }

    private static async Task<IResult> ReplaceAsync(HttpRequest request, Store store, ILiveState state, LiveItems items, TimeProvider clock, CancellationToken cancellation)
    {
        StoredEvent[] events = await ReadAsync(request, clock);
        await items.EnsureAsync(events.Select(stored => stored.Item), cancellation);
        await store.Feedback.ReplaceAsync(events, cancellation);
        await state.RemovedAsync([.. events.Select(stored => stored.User).Distinct()], cancellation);
        return GorseJson.Wrote(events.Length);
    }

    private static async Task<IResult> ListAsync(string? type, HttpRequest request, Store store, CancellationToken cancellation)
    {
        string cursor = GorseQuery.Cursor(request);
        FeedbackPlace? after;
        try
        {
            after = cursor.Length == 0 ? null : JsonSerializer.Deserialize<FeedbackPlace>(cursor);
        }
        catch (JsonException fault)
        {
            throw new CiceroneException("The cursor is none that was given out for feedback; leave it away to start.", fault);
        }
        (IReadOnlyList<StoredFeedback> page, FeedbackPlace? next) = await store.Feedback.PageAsync(type, after, GorseQuery.Size(request), cancellation);
        return GorseJson.Answer(new { Cursor = GorseQuery.CursorOf(next is null ? null : JsonSerializer.Serialize(next)), Feedback = page.Select(GorseFeedback.Of) });
    }

    private static async Task<IResult> GetAsync(string type, string user, string item, Store store, CancellationToken cancellation)
    {
        IReadOnlyList<StoredFeedback> found = await store.Feedback.BetweenAsync(user, item, type, cancellation);
        return found.Count > 0 ? GorseJson.Answer(GorseFeedback.Of(found[0])) : throw new NotFoundException($"There is no feedback '{type}' of user '{user}' on item '{item}'.");
    }

    private static async Task<IResult> DeleteAsync(string? type, string user, string item, Store store, ILiveState state, CancellationToken cancellation)
    {
        int deleted = await store.Feedback.DeleteAsync(user, item, type, cancellation);
        await state.RemovedAsync([user], cancellation);
        return GorseJson.Wrote(deleted);
    }

    private static async Task<StoredEvent[]> ReadAsync(HttpRequest request, TimeProvider clock)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. (await GorseJson.ReadListAsync<GorseFeedback>(request)).Select(feedback => feedback.ToEvent(now))];
    }

    private static IResult Answer(IReadOnlyList<StoredFeedback> feedback) => GorseJson.Answer(feedback.Select(GorseFeedback.Of));
}
