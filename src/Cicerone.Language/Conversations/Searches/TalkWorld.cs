using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>What talks are made of: the items, what can be said of them, and the retriever.</summary>
internal sealed class TalkWorld
{
    private readonly ListMaker _lists;
    private readonly DualView _view;
    private readonly Catalogue _catalogue;
    private readonly int _depth;

    /// <param name="finder">Recalls by behaviour.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="lexicon">What can be said of them.</param>
    /// <param name="words">The tokens.</param>
    /// <param name="depth">How many items are recalled.</param>
    /// <param name="fusion">What makes one score of both views; null adds them.</param>
    public TalkWorld(IRanker finder, Catalogue catalogue, ItemLexicon lexicon, TalkWords words, int depth, IViewFusion? fusion = null)
    {
        (_catalogue, Lexicon, Words, _depth) = (catalogue, lexicon, words, depth);
        var retriever = new Recommender(finder, catalogue, new ModelCard { Algorithm = "finder", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 0 });
        _view = new DualView(retriever, DualView.TextOf(catalogue.Items, DualView.TextWidth), fusion);
        _lists = new ListMaker(retriever, _view, lexicon, depth);
    }

    public ItemLexicon Lexicon { get; }

    public TalkWords Words { get; }

    /// <summary>Vectors of the items' text, row after row; empty where they have none.</summary>
    public float[] Text => _view.Text;

    /// <summary>What is recalled after some turns, best first.</summary>
    /// <param name="told">What was chosen before.</param>
    /// <param name="before">The turns before.</param>
    /// <param name="said">What is said now.</param>
    public DualScore[] Recall(IReadOnlyList<int> told, IReadOnlyList<TalkTurn> before, IReadOnlyList<Move> said) =>
        [.. _lists.Recall(IdsOf(told), WishesOf(before, said), _catalogue, _depth).Items.Select(item => item.Score)];

    /// <summary>What a fusion of the views is told of that moment.</summary>
    public (float[] Said, int[] Chosen) MomentOf(IReadOnlyList<int> told, IReadOnlyList<TalkTurn> before, IReadOnlyList<Move> said) => _view.MomentOf(_lists.QueryOf(IdsOf(told), WishesOf(before, said)));

    private Wishes WishesOf(IReadOnlyList<TalkTurn> before, IReadOnlyList<Move> said)
    {
        ConversationTurn[] turns = [new ConversationTurn("", [], ReplyOf([])), .. before.Select(turn => new ConversationTurn("", turn.Said, ReplyOf(turn.Shown))), new ConversationTurn("", said, ReplyOf([]))];
        return Wishes.After(turns, Lexicon.IsSingle);
    }

    private string[] IdsOf(IReadOnlyList<int> items) => [.. items.Select(item => _catalogue.Ids[item])];

    private Reply ReplyOf(IReadOnlyList<int> shown) => new("", [.. shown.Select(item => new Recommendation(_catalogue.Ids[item], "", 0, []))], null, [], "");
}
