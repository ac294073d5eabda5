using System.Diagnostics;
using Cicerone.Models;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>Answers one request, by the model in service when it began. Answers for people from what the store holds of them at that moment: nothing is remembered between two requests.</summary>
internal sealed class LiveRecommender(EventStore store, EventIntake intake, Recommender recommender, LiveItems items, Telemetry telemetry)
{
    /// <summary>Stores what people did.</summary>
    public async Task<RecordReceipt> RecordAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        using Activity? span = Telemetry.Begin("record events");
        AppendReceipt receipt = await intake.RecordAsync(events, cancellation);
        telemetry.Recorded(receipt.Accepted, receipt.Duplicates);
        string[] unknown = [.. events.Select(stored => stored.Item).Distinct().Where(item => !recommender.Catalogue.Ids.TryIndex(item, out _))];
        return new RecordReceipt(receipt.Accepted, receipt.Duplicates, unknown);
    }

    /// <summary>What a person did, oldest first.</summary>
    /// <exception cref="NotFoundException">The store has no event of them.</exception>
    public async Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation)
    {
        IReadOnlyList<StoredEvent> history = await store.HistoryAsync(ExternalId.Checked(user, "user"), cancellation);
        return history.Count > 0 ? history
            : throw new NotFoundException($"There is nobody '{user}' in the store. Record an event of theirs, or send a history to /v1/recommendations.");
    }

    /// <summary>Recommends.</summary>
    /// <exception cref="NotFoundException">The store has no event of the person.</exception>
    /// <exception cref="CiceroneException">The filter is malformed.</exception>
    public async Task<RecommendationList> RecommendAsync(LiveRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<string> history = request.User is { } user ? ItemsOf(await HistoryAsync(user, cancellation)) : request.Wanted.History;
        RecommendationRequest wanted = request.Wanted with { History = [.. history, .. request.Session] };
        if (request.Diversity == 0) return Recommend(wanted, request.Filter);
        RecommendationList pool = Recommend(wanted with { Count = Math.Min(wanted.Count * Diversity.Pool, RecommendationRequest.MostCount), Reasons = 0 }, request.Filter);
        string[] chosen = [.. Diversity.Choose(pool.Items, wanted.Count, request.Diversity, items.TraitsOf).Select(item => item.Item)];
        RecommendationList list = recommender.Recommend(wanted with { Candidates = recommender.Catalogue.Restrict(chosen.Select(IndexOf)) });
        return Titled(list with { Items = [.. list.Items.OrderBy(item => Array.IndexOf(chosen, item.Item))] });
    }

    /// <summary>Recommends after a history, by score alone.</summary>
    public RecommendationList Recommend(RecommendationRequest request, string filter = "")
    {
        using Activity? span = Telemetry.Begin("rank");
        RecommendationList list = Titled(recommender.Recommend(request with { Candidates = items.Candidates(filter) }));
        telemetry.Recommended(list.Source);
        return list;
    }

    /// <summary>What the model would recommend after one item alone.</summary>
    /// <exception cref="NotFoundException">The model does not know the item.</exception>
    public RecommendationList Similar(string item, RecommendationRequest wanted, string filter)
    {
        IndexOf(item);
        return Recommend(wanted with { History = [item] }, filter);
    }

    /// <summary>Every reason for an item, for a person of the store.</summary>
    /// <exception cref="NotFoundException">The store has no event of them, or the model does not know the item.</exception>
    public async Task<Recommendation> ExplainAsync(string user, string item, CancellationToken cancellation)
    {
        string[] history = ItemsOf(await HistoryAsync(user, cancellation));
        IndexOf(item);
        return recommender.Explain(history, item);
    }

    /// <summary>The index of an item that the model knows.</summary>
    /// <exception cref="NotFoundException">It knows no such item; the message names the nearest.</exception>
    public int IndexOf(string item) => recommender.Catalogue.Ids.TryIndex(item, out int index) ? index
        : throw new NotFoundException(CiceroneException.UnknownName("item", item, recommender.Catalogue.Ids.Ids).Message);

    /// <summary>The list with the items called as they are now.</summary>
    private RecommendationList Titled(RecommendationList list) => list with { Items = [.. list.Items.Select(item => item with { Title = items.TitleOf(item.Item) })] };

    /// <summary>The items of events, in their order.</summary>
    public static string[] ItemsOf(IReadOnlyList<StoredEvent> history) => [.. history.Select(stored => stored.Item)];
}
