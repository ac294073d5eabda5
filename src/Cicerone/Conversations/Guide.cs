using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>
/// Converses over a recommender and what is known of its items: reads what is said, makes a fresh list of the whole catalogue with both views
/// (<see cref="DualView"/>), which a model that deliberates (<see cref="IDeliberates"/>) orders, and says how it has changed. With a chat client, that one reads and words; what it makes is checked, and
/// where it does not hold, the phrases that are known and the sentences that are always there take its place. Safe for use by several threads.
/// </summary>
public sealed class Guide : IConverses
{
    private readonly Recommender _recommender;
    private readonly ConversationOptions _options;
    private readonly ItemLexicon _lexicon;
    private readonly PhraseReader _phrases;
    private readonly ChatClientReader? _reader;
    private readonly ChatClientVoice? _voice;
    private readonly ListMaker _lists;
    private readonly Questions _questions;
    private readonly ReplyText _text;

    /// <summary>A guide to a recommender's items.</summary>
    /// <param name="recommender">Ranks after what was chosen.</param>
    /// <param name="items">What is known of the items, in the order of the recommender's catalogue; null for what that says.</param>
    /// <param name="options">The limits.</param>
    /// <param name="client">A language model that reads what is said and words the answers; null for none.</param>
    /// <param name="clock">Measures how long the language model takes; null for the system's.</param>
    /// <exception cref="ArgumentException">The table is of other items.</exception>
    public Guide(Recommender recommender, ItemTable? items = null, ConversationOptions? options = null, Microsoft.Extensions.AI.IChatClient? client = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ItemTable table = items ?? recommender.Catalogue.Items;
        if (table.Items.Count != recommender.Catalogue.Count) throw new ArgumentException($"The table has {table.Items.Count} items, the catalogue {recommender.Catalogue.Count}.", nameof(items));
        (_recommender, _options, _lexicon) = (recommender, options ?? new ConversationOptions(), new ItemLexicon(table));
        _phrases = new PhraseReader(_lexicon, Catalogue.Ids);
        var thinker = recommender.Model as IDeliberates;
        Recommender finder = thinker is null ? recommender : new Recommender(thinker.Finder, Catalogue, recommender.Card);
        _lists = new ListMaker(finder, new DualView(finder, DualView.TextOf(table, DualView.TextWidth), thinker?.Fusion), _lexicon, _options.ListLength, thinker);
        _questions = new Questions(Catalogue, _lexicon);
        _text = new ReplyText(_lexicon, TitleOf);
        if (client is null) return;
        var model = new BoundedClient(client, clock ?? TimeProvider.System);
        (_reader, _voice) = (new ChatClientReader(model, _lexicon, Catalogue.Ids), new ChatClientVoice(model));
    }

    private Catalogue Catalogue => _recommender.Catalogue;

    /// <inheritdoc/>
    public ValueTask<Conversation> OpenAsync(IReadOnlyList<string> history, Catalogue? candidates = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        cancellation.ThrowIfCancellationRequested();
        Catalogue all = Checked(candidates);
        Wishes wishes = WishesAfter([]);
        MadeList list = _lists.Make(history, wishes, all);
        Question? asked = _questions.Next(history, wishes, list.Items, all);
        var reply = new Reply(ReplyText.Opening(list.Source == "popularity" ? 0 : history.Count(item => Catalogue.Ids.TryIndex(item, out _)), asked), list.Items, asked, [], list.Source);
        return ValueTask.FromResult(new Conversation(history, [new ConversationTurn("", [], reply)]));
    }

    /// <inheritdoc/>
    public async ValueTask<Conversation> SayAsync(Conversation conversation, string said, Catalogue? candidates = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(said);
        if (said.Length > _options.MostCharacters) throw new CiceroneException($"That has {said.Length:N0} characters; say it in {_options.MostCharacters:N0} or fewer.");
        if (conversation.Turns.Count > _options.MostTurns) throw new CiceroneException($"This conversation has had its {_options.MostTurns:N0} turns; begin another.");
        string plain = PlainText.Of(said);
        IReadOnlyList<Move>? read = _reader is null ? null : await _reader.ReadAsync(conversation, plain, cancellation);
        IReadOnlyList<Move> moves = read ?? _phrases.Read(conversation, plain);
        Reply reply = Answer(conversation, plain, moves, Checked(candidates)) with { ByLanguageModel = read is not null };
        if (_voice is not null && moves.Count > 0 && await _voice.WordAsync(plain, reply, cancellation) is { } worded) reply = reply with { Text = worded, ByLanguageModel = true };
        return conversation.With(new ConversationTurn(plain, moves, reply));
    }

    private Reply Answer(Conversation conversation, string said, IReadOnlyList<Move> moves, Catalogue candidates)
    {
        ConversationTurn? undone = WishesAfter(conversation.Turns).Last;
        var turn = new ConversationTurn(said, moves, conversation.Reply with { Asked = null });
        Wishes wishes = WishesAfter([.. conversation.Turns, turn]);
        MadeList list = _lists.Make(conversation.History, wishes, candidates);
        Question? asked = _questions.Next(conversation.History, wishes, list.Items, candidates);
        string text = _text.Answer(moves, undone, conversation.Reply.Items, list, _lists.FitsAll(wishes, list.Items), asked);
        return new Reply(text, list.Items, asked, wishes.Told(TitleOf), list.Source);
    }

    private Wishes WishesAfter(IReadOnlyList<ConversationTurn> turns) => Wishes.After(turns, _lexicon.IsSingle);

    private Catalogue Checked(Catalogue? candidates) => candidates is null || candidates.Ids == Catalogue.Ids ? candidates ?? Catalogue : throw new ArgumentException("The candidates are of another catalogue.", nameof(candidates));

    private string TitleOf(string item) => PlainText.Title(Catalogue.Ids.TryIndex(item, out int index) ? Catalogue.Title(index) : item);
}
