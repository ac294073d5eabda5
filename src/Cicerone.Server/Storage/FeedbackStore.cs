namespace Cicerone.Server.Storage;

/// <summary>
/// Events as feedback: those of one person, item and action together, whoever recorded them. Where an action may be named,
/// null stands for any.
/// </summary>
public sealed class FeedbackStore
{
    private readonly Database _database;

    internal FeedbackStore(Database database) => _database = database;

    /// <summary>Puts events in the place of all that there is of the same people, items and actions, all of it or nothing; of several, the last remains.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task ReplaceAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        StoredEvent[] last = [.. events.GroupBy(stored => (stored.User, stored.Item, stored.Action)).Select(same => same.Last())];
        return _database.WriteAsync(async transaction =>
        {
            foreach (StoredEvent stored in last) await DeleteAsync(transaction, stored.User, stored.Item, stored.Action);
            await EventRows.InsertAsync(transaction, last);
            return last.Length;
        }, cancellation);
    }

    /// <summary>What a person did to an item.</summary>
    public Task<IReadOnlyList<StoredFeedback>> BetweenAsync(string user, string item, string? action, CancellationToken cancellation) =>
        ReadAsync("person.id = @user AND item = @item", action, cancellation, ("@user", user), ("@item", item));

    /// <summary>What a person did, oldest first.</summary>
    public Task<IReadOnlyList<StoredFeedback>> OfUserAsync(string user, string? action, CancellationToken cancellation) =>
        ReadAsync("person.id = @user", action, cancellation, ("@user", user));

    /// <summary>What was done to an item, oldest first.</summary>
    public Task<IReadOnlyList<StoredFeedback>> OfItemAsync(string item, string? action, CancellationToken cancellation) =>
        ReadAsync("item = @item", action, cancellation, ("@item", item));

    /// <summary>Feedback of everyone, item by item.</summary>
    /// <param name="action">Which.</param>
    /// <param name="after">Where to go on: <c>Next</c> of the page before; null to start.</param>
    /// <param name="limit">How much at most, at least 1.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <returns>A page, and where the next begins; null at the end.</returns>
    public async Task<(IReadOnlyList<StoredFeedback> Page, FeedbackPlace? Next)> PageAsync(string? action, FeedbackPlace? after, int limit, CancellationToken cancellation)
    {
        FeedbackPlace from = after ?? new FeedbackPlace("", "", 0);
        IReadOnlyList<StoredEvent> events = await _database.ReadAsync(
            $"""
            {EventRows.Select} JOIN (
                SELECT DISTINCT event.item AS pair_item, event.person AS pair_person FROM event
                WHERE item >= @item AND (item, person) >= (@item, COALESCE((SELECT number FROM person WHERE id = @user), 0)) {OfAction(action)}
                ORDER BY 1, 2 LIMIT @pairs) AS pairs ON event.item = pair_item AND event.person = pair_person
            WHERE 1 = 1 {OfAction(action)} ORDER BY item, event.person, arrival
            """,
            [("@item", from.Item), ("@user", from.User), ("@pairs", limit + 1), .. action is null ? [] : (ReadOnlySpan<(string, object?)>)[("@action", action)]],
            EventRows.Read, cancellation);
        StoredFeedback[] found = [.. StoredFeedback.Of(events).Skip(from.Skip)], page = [.. found.Take(limit)];
        if (found.Length == page.Length) return (page, null);
        StoredFeedback next = found[page.Length];
        int skip = page.Count(given => given.User == next.User && given.Item == next.Item);
        return (page, new FeedbackPlace(next.Item, next.User, next.User == from.User && next.Item == from.Item ? from.Skip + skip : skip));
    }

    /// <summary>Deletes what a person did to an item.</summary>
    /// <returns>How much feedback there was.</returns>
    public Task<int> DeleteAsync(string user, string item, string? action, CancellationToken cancellation) => _database.WriteAsync(async transaction =>
    {
        int actions = (await transaction.QueryAsync($"{EventRows.Select} WHERE person.id = @user AND item = @item {OfAction(action)}", Parameters(action, ("@user", user), ("@item", item)), EventRows.Read))
            .Select(stored => stored.Action).Distinct().Count();
        await DeleteAsync(transaction, user, item, action);
        return actions;
    }, cancellation);

    private static Task<int> DeleteAsync(Transaction transaction, string user, string item, string? action) => transaction.ExecuteAsync(
        $"DELETE FROM event WHERE person = (SELECT number FROM person WHERE id = @user) AND item = @item {OfAction(action)}", Parameters(action, ("@user", user), ("@item", item)));

    private async Task<IReadOnlyList<StoredFeedback>> ReadAsync(string where, string? action, CancellationToken cancellation, params (string, object?)[] parameters) =>
        [.. StoredFeedback.Of(await _database.ReadAsync($"{EventRows.Select} WHERE {where} {OfAction(action)} ORDER BY time NULLS FIRST, arrival", Parameters(action, parameters), EventRows.Read, cancellation))];

    private static string OfAction(string? action) => action is null ? "" : "AND action = @action";

    private static (string, object?)[] Parameters(string? action, params (string, object?)[] others) => action is null ? others : [.. others, ("@action", action)];
}

/// <summary>A place in the list of all feedback.</summary>
/// <param name="Item">The item of the next entry.</param>
/// <param name="User">Its person.</param>
/// <param name="Skip">How many entries of the two were given before.</param>
public sealed record FeedbackPlace(string Item, string User, int Skip);
