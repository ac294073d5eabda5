using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>Makes the lists that Gorse's clients ask for: by category, from an offset on.</summary>
internal sealed class GorseLists(LiveRecommender live, LiveItems items, EventStore events, TimeProvider clock)
{
    /// <summary>What to recommend to a person, who need not be known.</summary>
    public async Task<GorseScore[]> OfUserAsync(string user, string? category, HttpRequest request, CancellationToken cancellation) =>
        After(LiveRecommender.ItemsOf(await events.HistoryAsync(user, cancellation)), category, request);

    /// <summary>What to recommend after a history.</summary>
    public GorseScore[] After(string[] history, string? category, HttpRequest request)
    {
        int offset = GorseQuery.Offset(request), size = GorseQuery.Size(request);
        RecommendationList list = live.Recommend(new RecommendationRequest(history) { Count = Math.Min(offset + size, RecommendationRequest.MostCount) }, GorseQuery.CategoryFilter(request, category));
        return [.. list.Items.Skip(offset).Select(item => GorseScore.Of(item.Item, item.Score, items.Find(item.Item), request))];
    }

    /// <summary>The newest items with their times in seconds, or the most popular ones with their training events; without those a <c>user-id</c> has met.</summary>
    public async Task<GorseScore[]> ForEveryoneAsync(bool newest, string? category, HttpRequest request)
    {
        string user = request.Query["user-id"].ToString();
        HashSet<string> met = user.Length == 0 ? [] : [.. LiveRecommender.ItemsOf(await events.HistoryAsync(user, request.HttpContext.RequestAborted))];
        string filter = GorseQuery.CategoryFilter(request, category);
        return
        [
            .. items.Shown(filter).Where(item => !met.Contains(item.Id))
                .Select(item => (item.Id, Score: (double)(newest ? (item.Told?.Time ?? 0) / 1000 : item.TrainingEvents)))
                .OrderByDescending(item => item.Score).ThenBy(item => item.Id, StringComparer.Ordinal)
                .Skip(GorseQuery.Offset(request)).Take(GorseQuery.Size(request))
                .Select(item => GorseScore.Of(item.Id, item.Score, items.Find(item.Id), request)),
        ];
    }

    /// <summary>Records that items were shown to a person, now or a while later.</summary>
    public async Task RecordAsync(string user, string type, string delay, IReadOnlyList<string> shown, CancellationToken cancellation)
    {
        long time = clock.GetUtcNow().ToUnixTimeMilliseconds() + (delay.Length == 0 ? 0 : GorseDuration.Milliseconds(delay));
        await live.RecordAsync([.. shown.Select(item => new StoredEvent(user, item) { Action = type, Time = time })], cancellation);
    }

    /// <summary>The id of an item that is there.</summary>
    /// <exception cref="NotFoundException">It is not.</exception>
    public string Existing(string item) => items.Find(item)?.Id ?? throw new NotFoundException($"There is no item '{item}'.");
}
