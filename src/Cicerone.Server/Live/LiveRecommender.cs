using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>Answers for people from what the store holds of them at that moment: nothing is remembered between two requests.</summary>
internal sealed class LiveRecommender(IEventStore store, Recommender recommender)
{
    /// <summary>Stores what people did.</summary>
    public async Task<RecordReceipt> RecordAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        AppendReceipt receipt = await store.AppendAsync(events, cancellation);
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

    /// <summary>Recommends to a person of the store.</summary>
    /// <exception cref="NotFoundException">The store has no event of them.</exception>
    public async Task<RecommendationList> RecommendAsync(string user, int count, int reasons, CancellationToken cancellation)
    {
        string[] items = ItemsOf(await HistoryAsync(user, cancellation));
        return recommender.Recommend(new RecommendationRequest(items) { Count = count, Reasons = reasons });
    }

    /// <summary>Every reason for an item, for a person of the store.</summary>
    /// <exception cref="NotFoundException">The store has no event of them, or the model does not know the item.</exception>
    public async Task<Recommendation> ExplainAsync(string user, string item, CancellationToken cancellation)
    {
        string[] items = ItemsOf(await HistoryAsync(user, cancellation));
        IndexOf(item);
        return recommender.Explain(items, item);
    }

    /// <summary>The index of an item that the model knows.</summary>
    /// <exception cref="NotFoundException">It knows no such item; the message names the nearest.</exception>
    public int IndexOf(string item) => recommender.Catalogue.Ids.TryIndex(item, out int index) ? index
        : throw new NotFoundException(CiceroneException.UnknownName("item", item, recommender.Catalogue.Ids.Ids).Message);

    private static string[] ItemsOf(IReadOnlyList<StoredEvent> history) => [.. history.Select(stored => stored.Item)];
}
