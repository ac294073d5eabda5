using System.Diagnostics;
using System.Text.Json;
using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Operations;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Conversations;

/// <summary>Opens conversations and goes on with them: the store keeps what was said, the model in service answers among the items in stock.</summary>
internal sealed class ConversationDesk(ConversationStore store, ConversationGuides guides, LiveRecommender live, LiveItems items, Recommender recommender, MerchandisingBook book, ILiveState state, ModelInService model, ExposureIntake exposures, ServerOptions options, Telemetry telemetry)
{
    private const int MostHistory = 1_000;

    /// <summary>Begins a conversation.</summary>
    /// <param name="user">A person of the store, whose events are the history; null for whoever has the history that is given.</param>
    /// <param name="history">Ids of what they chose; empty where a person is named.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NotFoundException">The store has no event of the person.</exception>
    /// <exception cref="CiceroneException">The history is too long.</exception>
    public async Task<KeptConversation> OpenAsync(string? user, IReadOnlyList<string> history, CancellationToken cancellation)
    {
        if (history.Count > MostHistory) throw new CiceroneException($"The history has {history.Count:N0} items, but may have {MostHistory:N0}.");
        string[] chosen = user is null ? [.. history] : [.. LiveRecommender.ItemsOf(await live.HistoryAsync(user, cancellation)).TakeLast(MostHistory)];
        using Activity? span = Telemetry.Begin("converse");
        Conversation conversation = await Guide.OpenAsync(chosen, await CandidatesAsync(user, cancellation), cancellation);
        string id = System.Guid.NewGuid().ToString("N");
        DateTimeOffset now = options.Clock.GetUtcNow();
        bool added = await store.AddAsync(Stored(id, user, conversation, now), (now - options.ExposuresKept).ToUnixTimeMilliseconds(), cancellation);
        if (!added) throw new NotFoundException($"There is nobody '{user}' in the store.");
        Shown(user, conversation.Reply, now);
        return new KeptConversation(id, user, conversation);
    }

    /// <summary>Answers what is said.</summary>
    /// <exception cref="NotFoundException">There is no such conversation.</exception>
    /// <exception cref="RefusedException">Another turn of it was answered at the same time.</exception>
    /// <exception cref="CiceroneException">It is too long, or the conversation has had all its turns.</exception>
    public async Task<KeptConversation> SayAsync(string id, string said, CancellationToken cancellation)
    {
        KeptConversation before = await FindAsync(id, cancellation);
        using Activity? span = Telemetry.Begin("converse");
        Conversation after = await Guide.SayAsync(before.Conversation, said, await CandidatesAsync(before.User, cancellation), cancellation);
        DateTimeOffset now = options.Clock.GetUtcNow();
        bool went = await store.GoOnAsync(Stored(id, before.User, after, now), cancellation);
        await state.ConversedAsync([id], cancellation);
        if (!went)
        {
            await FindAsync(id, cancellation); // it may be gone
            throw new RefusedException(StatusCodes.Status409Conflict, "Another turn of this conversation was answered meanwhile. Look at it, and say this again where it still holds.");
        }
        Shown(before.User, after.Reply, now);
        return before with { Conversation = after };
    }

    /// <summary>A conversation that is there.</summary>
    /// <exception cref="NotFoundException">It is not.</exception>
    public async Task<KeptConversation> FindAsync(string id, CancellationToken cancellation) =>
        await state.ConversationAsync(ExternalId.Checked(id, "conversation"), cancellation) is { } kept ? KeptConversation.Of(kept)
            : throw new NotFoundException("There is no such conversation: it has ended, is older than is kept, or never was. Begin another.");

    /// <summary>Ends a conversation; nothing of it is kept.</summary>
    /// <exception cref="NotFoundException">There is no such conversation.</exception>
    public async Task<int> EndAsync(string id, CancellationToken cancellation)
    {
        KeptConversation kept = await FindAsync(id, cancellation);
        await store.RemoveAsync(id, cancellation);
        await state.ConversedAsync([id], cancellation);
        return kept.Conversation.Turns.Count;
    }

    /// <summary>Writes down what was shown. No other model can be asked the same: its words are not in the log.</summary>
    private void Shown(string? user, Reply reply, DateTimeOffset now)
    {
        telemetry.Recommended(reply.Source);
        exposures.Record(new StoredExposure(System.Guid.CreateVersion7(now).ToString("N"), now.ToUnixTimeMilliseconds(), model.Current.Version)
        {
            User = user,
            Merchandising = MerchandisingSettings.Default,
            Query = new ExposureQuery(0, [], [], "", IsWhole: false),
            Items = [.. reply.Items.Select(item => new ExposedItem(item.Item, item.Score, reply.Source, Propensity: 1))],
        });
    }

    private Guide Guide => guides.Of(recommender, items);

    /// <summary>The items in stock that the person has not turned down.</summary>
    private async Task<Catalogue> CandidatesAsync(string? user, CancellationToken cancellation)
    {
        Catalogue stock = items.Candidates((await book.FindAsync(MerchandisingSettings.Default, cancellation)).Stock);
        HashSet<string> refused = user is null ? [] : [.. LiveRecommender.RefusedOf(await state.HistoryAsync(user, cancellation))];
        return refused.Count == 0 ? stock : stock.Restrict(Enumerable.Range(0, stock.Count).Where(item => stock.IsCandidate(item) && !refused.Contains(stock.Ids[item])));
    }

    /// <summary>What is kept: of lists before the last the items, and not their reasons.</summary>
    private static StoredConversation Stored(string id, string? user, Conversation conversation, DateTimeOffset time)
    {
        ConversationTurn[] turns = [.. conversation.Turns.SkipLast(1).Select(turn => turn with { Reply = turn.Reply with { Items = [.. turn.Reply.Items.Select(item => item with { Reasons = [] })] } }), conversation.Turns[^1]];
        return new StoredConversation(id, time.ToUnixTimeMilliseconds(), turns.Length, JsonSerializer.Serialize(conversation with { Turns = turns })) { User = user };
    }
}

/// <summary>A conversation with its name and whose it is.</summary>
/// <param name="Id">What it is named by.</param>
/// <param name="User">External id of the person; null for anybody.</param>
/// <param name="Conversation">What was said.</param>
internal sealed record KeptConversation(string Id, string? User, Conversation Conversation)
{
    public static KeptConversation Of(StoredConversation stored) => new(stored.Id, stored.User, JsonSerializer.Deserialize<Conversation>(stored.Json)!);
}
