using Cicerone.Data;
using Cicerone.Evaluation.OffPolicy;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Experiments;

/// <summary>
/// What another model would have earned, from the exposure log: at every place that was drawn, it would put the item it ranks first of
/// those that were not shown before it, for the person, the history, the exclusions and the filter of that moment's request, of the items as they are now.
/// A place earns 1 when the person did what counts to its item in the window after. Only lists that can be asked for again are read: of
/// people the store knows, whose window has passed, and whose request was kept whole.
/// </summary>
public static class PolicyComparison
{
    private const int PageSize = 10_000;

    /// <summary>Estimates.</summary>
    /// <param name="store">The store with the log.</param>
    /// <param name="target">The other model.</param>
    /// <param name="outcome">The action that counts.</param>
    /// <param name="window">How long after a list it counts; above 0.</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CiceroneException">No place was drawn, or the log's policy could not have made the other's choices.</exception>
    public static async Task<OffPolicyEstimates> EstimateAsync(Store store, Recommender target, string outcome, TimeSpan window, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(target);
        if (window <= TimeSpan.Zero) throw new CiceroneException($"The window is {window}, but must be above 0.");
        StoredExposure[] lists = [.. (await ReadAsync(store, cancellation)).Where(list => list.User is not null && list.Query.IsWhole && list.Items.Any(WasDrawn) && list.Time + (long)window.TotalMilliseconds <= now.ToUnixTimeMilliseconds())];
        if (lists.Length == 0) throw new CiceroneException("The exposure log has no place that was drawn, of a list whose window has passed: propensities of 1 tell nothing of another model. Add an exploration rule, and wait for the window.");

        using var told = new ToldItems(store.Items, new StoredState(store.Events, store.Conversations));
        await told.CatchUpAsync(cancellation);
        var book = new MerchandisingBook(store, TimeProvider.System);
        var items = new LiveItems(told, target);
        ILookup<string, StoredEvent> events = (await store.Events.AllAsync(cancellation)).ToLookup(arrival => arrival.Event.User, arrival => arrival.Event);
        Vocabulary people = new(), shown = new();
        var choices = new List<LoggedChoice>();
        foreach (StoredExposure list in lists)
        {
            cancellation.ThrowIfCancellationRequested();
            string stock = (await book.FindAsync(list.Merchandising, cancellation)).Stock;
            Asked asked = Ask(list, [.. events[list.User!]], items.Candidates(stock, list.Query.Filter));
            for (int place = 0; place < list.Items.Count; place++)
            {
                ExposedItem item = list.Items[place];
                if (!WasDrawn(item)) continue;
                string? first = FirstOf(target, asked, [.. list.Items.Take(place).Select(before => before.Item)]);
                bool earned = events[list.User!].Any(stored => stored.Action == outcome && stored.Item == item.Item && stored.Time >= list.Time && stored.Time <= list.Time + (long)window.TotalMilliseconds);
                // Where the target has nothing left to show, it chooses an item that no log has.
                choices.Add(new LoggedChoice(people.Add(list.User!), shown.Add(item.Item), item.Propensity, earned ? 1 : 0, [new TargetItem(first is null ? -1 : shown.Add(first), 1)]));
            }
        }
        return OffPolicyEvaluator.Estimate(choices);
    }

    private static async Task<List<StoredExposure>> ReadAsync(Store store, CancellationToken cancellation)
    {
        var lists = new List<StoredExposure>();
        for (long after = 0; ;)
        {
            IReadOnlyList<NumberedExposure> page = await store.Exposures.PageAsync(after, PageSize, cancellation);
            if (page.Count == 0) return lists;
            lists.AddRange(page.Select(stored => stored.Exposure));
            after = page[^1].Number;
        }
    }

    private static bool WasDrawn(ExposedItem item) => item.Propensity < 1;

    /// <summary>The request of a list as it was: the events of the person that had arrived, oldest first, and what the request brought.</summary>
    private static Asked Ask(StoredExposure list, StoredEvent[] arrived, Catalogue candidates)
    {
        StoredEvent[] past = [.. arrived.Take(list.Query.Events).OrderBy(stored => stored.Time ?? long.MinValue)];
        return new Asked([.. LiveRecommender.ItemsOf(past), .. list.Query.Brought], [.. list.Query.Exclude, .. LiveRecommender.RefusedOf(past)], candidates);
    }

    private static string? FirstOf(Recommender target, Asked asked, string[] before) => target.Recommend(new RecommendationRequest(asked.History)
    {
        Count = 1,
        Exclude = [.. asked.Exclude, .. before],
        Candidates = asked.Candidates,
    }).Items is [var first, ..] ? first.Item : null;

    private sealed record Asked(IReadOnlyList<string> History, IReadOnlyList<string> Exclude, Catalogue Candidates);
}
