using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>Makes the lists that Gorse's clients ask for: by category, from an offset on.</summary>
internal sealed class GorseLists(Storefront store, LiveRecommender live, LiveItems items, MerchandisingBook book, ILiveState state, TimeProvider clock)
{
    /// <summary>What to recommend to a person, who need not be known.</summary>
    public Task<GorseScore[]> OfUserAsync(string user, string? category, HttpRequest request, CancellationToken cancellation) =>
        AnswerAsync(count => new LiveRequest(new RecommendationRequest([]) { Count = count }) { User = user, MayBeNew = true }, category, request, cancellation);

    /// <summary>What to recommend in a session.</summary>
    public Task<GorseScore[]> OfSessionAsync(string[] session, string? category, HttpRequest request, CancellationToken cancellation) =>
        AnswerAsync(count => new LiveRequest(new RecommendationRequest([]) { Count = count }) { Session = session }, category, request, cancellation);

    /// <summary>What the model would recommend after one item alone.</summary>
    public async Task<GorseScore[]> AfterAsync(string item, string? category, HttpRequest request, CancellationToken cancellation) =>
        Page((await live.RecommendAsync(new RecommendationRequest([item]) { Count = Count(request) }, GorseQuery.CategoryFilter(request, category), cancellation)).Items.Select(other => (other.Item, other.Score)), request);

    /// <summary>The newest items with their times in seconds, or the most popular ones with their training events; without those a <c>user-id</c> has met.</summary>
    public async Task<GorseScore[]> ForEveryoneAsync(bool newest, string? category, HttpRequest request)
    {
        string user = request.Query["user-id"].ToString();
        HashSet<string> met = user.Length == 0 ? [] : [.. (await state.HistoryAsync(user, request.HttpContext.RequestAborted)).Select(stored => stored.Item)];
        string filter = GorseQuery.CategoryFilter(request, category), stock = (await book.FindAsync(MerchandisingSettings.Default, request.HttpContext.RequestAborted)).Stock;
        return
        [
            .. items.Shown(stock, filter).Where(item => !met.Contains(item.Id))
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

    private async Task<GorseScore[]> AnswerAsync(Func<int, LiveRequest> wanted, string? category, HttpRequest request, CancellationToken cancellation) =>
        Page((await store.AnswerAsync(wanted(Count(request)) with { Filter = GorseQuery.CategoryFilter(request, category) }, cancellation)).Items.Select(item => (item.Item, item.Score)), request);

    private static int Count(HttpRequest request) => Math.Min(GorseQuery.Offset(request) + GorseQuery.Size(request), RecommendationRequest.MostCount);

    private GorseScore[] Page(IEnumerable<(string Item, float Score)> list, HttpRequest request) =>
        [.. list.Skip(GorseQuery.Offset(request)).Select(item => GorseScore.Of(item.Item, item.Score, items.Find(item.Item), request))];
}
