using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>What talks are made of: the items, what can be said of them, and the retriever.</summary>
internal sealed class TalkWorld
{
    private const int TextWidth = 64;
    private readonly ListMaker _lists;
    private readonly Catalogue _catalogue;
    private readonly int _depth;

    /// <param name="finder">Recalls by behaviour.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="lexicon">What can be said of them.</param>
    /// <param name="words">The tokens.</param>
    /// <param name="depth">How many items are recalled.</param>
    public TalkWorld(IRanker finder, Catalogue catalogue, ItemLexicon lexicon, TalkWords words, int depth)
    {
        (_catalogue, Lexicon, Words, _depth) = (catalogue, lexicon, words, depth);
        var retriever = new Recommender(finder, catalogue, new ModelCard { Algorithm = "finder", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 0 });
        _lists = new ListMaker(retriever, new DualView(retriever, DualView.TextOf(catalogue.Items, TextWidth)), lexicon, depth);
    }

    public ItemLexicon Lexicon { get; }

    public TalkWords Words { get; }

    /// <summary>What is recalled after some turns, best first.</summary>
    /// <param name="told">What was chosen before.</param>
    /// <param name="before">The turns before.</param>
    /// <param name="said">What is said now.</param>
    public DualScore[] Recall(IReadOnlyList<int> told, IReadOnlyList<TalkTurn> before, IReadOnlyList<Move> said)
    {
        ConversationTurn[] turns = [new ConversationTurn("", [], ReplyOf([])), .. before.Select(turn => new ConversationTurn("", turn.Said, ReplyOf(turn.Shown))), new ConversationTurn("", said, ReplyOf([]))];
        return [.. _lists.Recall([.. told.Select(item => _catalogue.Ids[item])], Wishes.After(turns, Lexicon.IsSingle), _catalogue, _depth).Items.Select(item => item.Score)];
    }

    private Reply ReplyOf(IReadOnlyList<int> shown) => new("", [.. shown.Select(item => new Recommendation(_catalogue.Ids[item], "", 0, []))], null, [], "");
}
