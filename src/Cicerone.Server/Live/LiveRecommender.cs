using System.Diagnostics;
using Cicerone.Models;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>Answers one request, by the model in service when it began. Answers for people from what the store holds of them at that moment.</summary>
internal sealed class LiveRecommender(ILiveState state, EventIntake intake, Recommender recommender, LiveItems items, MerchandisingBook book, Telemetry telemetry)
{
    /// <summary>Stores what people did.</summary>
    public async Task<RecordReceipt> RecordAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        using Activity? span = Telemetry.Begin("record events");
        AppendReceipt receipt = await intake.RecordAsync(events, cancellation);
        telemetry.Recorded(receipt.Accepted, receipt.Duplicates);
        await state.AddedAsync([.. events.Select(stored => stored.User).Distinct()], cancellation); // of duplicates too: whoever sends again may not have been heard to the end
        string[] unknown = [.. events.Select(stored => stored.Item).Distinct().Where(item => !recommender.Catalogue.Ids.TryIndex(item, out _))];
        return new RecordReceipt(receipt.Accepted, receipt.Duplicates, unknown);
    }

    /// <summary>What a person did, oldest first.</summary>
    /// <exception cref="NotFoundException">The store has no event of them.</exception>
    public async Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation)
    {
        IReadOnlyList<StoredEvent> history = await state.HistoryAsync(ExternalId.Checked(user, "user"), cancellation);
        return history.Count > 0 ? history
            : throw new NotFoundException($"There is nobody '{user}' in the store. Record an event of theirs, or send a history to /v1/recommendations.");
    }

    /// <summary>What the model would recommend of the items in stock, by score alone; nothing is composed or written down.</summary>
    public async Task<RecommendationList> RecommendAsync(RecommendationRequest request, string filter, CancellationToken cancellation)
    {
        MerchandisingSettings settings = await book.FindAsync(MerchandisingSettings.Default, cancellation);
        using Activity? span = Telemetry.Begin("rank");
        RecommendationList list = recommender.Recommend(request with { Candidates = items.Candidates(settings.Stock, filter) });
        telemetry.Recommended(list.Source);
        return list with { Items = [.. list.Items.Select(item => item with { Title = items.TitleOf(item.Item) })] };
    }

    /// <summary>What the model would recommend after one item alone.</summary>
    /// <exception cref="NotFoundException">The model does not know the item.</exception>
    public Task<RecommendationList> SimilarAsync(string item, RecommendationRequest wanted, string filter, CancellationToken cancellation)
    {
        IndexOf(item);
        return RecommendAsync(wanted with { History = [item] }, filter, cancellation);
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

    /// <summary>The items that the person of events chose, in their order.</summary>
    public static string[] ItemsOf(IReadOnlyList<StoredEvent> history) => [.. history.Where(stored => stored.Action != StoredEvent.NotInterested).Select(stored => stored.Item)];

    /// <summary>The items that they do not want.</summary>
    public static string[] RefusedOf(IReadOnlyList<StoredEvent> history) => [.. history.Where(stored => stored.Action == StoredEvent.NotInterested).Select(stored => stored.Item)];
}
