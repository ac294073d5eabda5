using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>
/// Makes the list of a turn: what must not be in it is left out, both views recall, and what was asked for is added to their scores. A model that
/// deliberates then orders the first of them.
/// </summary>
/// <param name="recommender">Recalls by behaviour; where its model deliberates, that one's finder does.</param>
/// <param name="view">The two views.</param>
/// <param name="lexicon">What of the items can be spoken of.</param>
/// <param name="length">How many items a list has.</param>
/// <param name="thinker">The model that deliberates; null where none does.</param>
internal sealed class ListMaker(Recommender recommender, DualView view, ItemLexicon lexicon, int length, IDeliberates? thinker = null)
{
    /// <summary>What a wish that an item fits adds to its score, where a view adds 2 at most: more than one view takes back, less than two wishes.</summary>
    private const double Wish = 3;

    private Catalogue Catalogue => recommender.Catalogue;

    /// <summary>The list.</summary>
    /// <param name="history">Ids of what the person chose before.</param>
    /// <param name="wishes">What they want.</param>
    /// <param name="candidates">The items that may be shown.</param>
    public MadeList Make(IReadOnlyList<string> history, Wishes wishes, Catalogue candidates)
    {
        DualQuery query = QueryOf(history, wishes);
        (IReadOnlyList<RecalledItem> recalled, string source) = Recall(query, wishes, candidates, Math.Max(length, thinker?.Depth ?? 0));
        Anchor anchor = AnchorOf(query, source);
        if (thinker is null) return new MadeList([.. recalled.Select(item => Explained(item.Score, item.Total, wishes, anchor))], source);
        Deliberation thought = thinker.Deliberate([.. Known(history)], wishes.Said, [.. recalled.Take(thinker.Depth).Select(item => item.Score)], Catalogue);
        IEnumerable<int> ordered = thought.Items.Concat(recalled.Select(item => item.Score.Item).Except(thought.Items));
        return new MadeList([.. ordered.Take(length).Select((item, place) => Thought(item, place, thought, wishes, anchor))], source)
        {
            Preference = thought.Preference,
            FirstFor = thought.Why is { } why && thought.Items.Count > 0 && Fits(thought.Items[0], why) ? why.Value : null, // a reason that does not hold is not told
        };
    }

    /// <summary>The items that are recalled, best first.</summary>
    /// <param name="history">Ids of what the person chose before.</param>
    /// <param name="wishes">What they want.</param>
    /// <param name="candidates">The items that may be shown.</param>
    /// <param name="count">How many at most.</param>
    public (IReadOnlyList<RecalledItem> Items, string Source) Recall(IReadOnlyList<string> history, Wishes wishes, Catalogue candidates, int count) => Recall(QueryOf(history, wishes), wishes, candidates, count);

    private (IReadOnlyList<RecalledItem> Items, string Source) Recall(DualQuery query, Wishes wishes, Catalogue candidates, int count)
    {
        Catalogue left = Left(wishes, candidates);
        (IReadOnlyList<DualScore> scores, string source) = view.Recall(query, [left, .. Shelves(wishes, left)]);
        ulong tieKey = recommender.QueryOf(query.History).Query.TieKey;
        Move[] wanted = [.. wishes.Of(MoveKind.Want)], spared = [.. wishes.Of(MoveKind.AvoidSoftly)];
        return ([.. scores
            .Select(score => new RecalledItem(score, score.Together + Wish * wanted.Count(wish => Fits(score.Item, wish)) + Wish * spared.Count(wish => Spares(score.Item, wish))))
            .OrderByDescending(item => item.Total).ThenBy(item => Catalogue.TieOrder(item.Score.Item, tieKey))
            .Take(count)], source);
    }

    /// <summary>Whether one of some items is all that is asked for; where several values of a column are that an item has one of at most, one of them is enough.</summary>
    public bool FitsAll(Wishes wishes, IReadOnlyList<Recommendation> items)
    {
        IGrouping<string, Move>[] wanted = [.. wishes.Of(MoveKind.Want).GroupBy(wish => lexicon.IsSingle(wish.Column!) ? wish.Column! : $"{wish.Column}={wish.Value}")];
        return items.Count == 0 || Known(items.Select(item => item.Item)).Any(item => wanted.All(group => group.Any(wish => Fits(item, wish))));
    }

    /// <summary>The items that may be shown at all.</summary>
    public Catalogue Left(Wishes wishes, Catalogue candidates)
    {
        HashSet<int> barred = [.. wishes.Of(MoveKind.Avoid).SelectMany(Holders)];
        (Move Move, double Bound)[] bounds = [.. wishes.Moves.Where(move => move.Kind is MoveKind.Below or MoveKind.Above).Select(move => (move, double.Parse(move.Value!, System.Globalization.CultureInfo.InvariantCulture)))];
        if (barred.Count == 0 && bounds.Length == 0) return candidates;
        return candidates.Restrict(Enumerable.Range(0, Catalogue.Count).Where(item => candidates.IsCandidate(item) && !barred.Contains(item) && bounds.All(bound => IsWithin(item, bound.Move, bound.Bound))));
    }

    /// <summary>What the views are asked.</summary>
    public DualQuery QueryOf(IReadOnlyList<string> history, Wishes wishes)
    {
        string[] liked = [.. wishes.Of(MoveKind.Like).Select(move => move.Item!)];
        string[] without = [.. wishes.Of(MoveKind.Refuse).Concat(wishes.Of(MoveKind.Known)).Select(move => move.Item!), .. wishes.Passed];
        return new DualQuery([.. history.Where(item => !liked.Contains(item)), .. liked])
        {
            Said = [.. wishes.Of(MoveKind.Describe).Select(move => move.Value!)],
            Wished = [.. wishes.Moves.Where(move => move.Kind is MoveKind.Describe or MoveKind.Want).Select(move => move.Value!)],
            Liked = [.. Known(liked)],
            Refused = [.. Known(wishes.Of(MoveKind.Refuse).Select(move => move.Item!))],
            Exclude = [.. Known([.. history, .. liked, .. without]).Distinct()],
        };
    }

    /// <summary>For each wish, the items that fit it: they are recalled however they rank among all.</summary>
    private IEnumerable<Catalogue> Shelves(Wishes wishes, Catalogue left)
    {
        foreach (Move wish in wishes.Of(MoveKind.Want)) yield return Among(left, Holders(wish));
        if (!wishes.Of(MoveKind.AvoidSoftly).Any()) yield break;
        HashSet<int> heavy = [.. wishes.Of(MoveKind.AvoidSoftly).SelectMany(Holders)];
        yield return Among(left, Enumerable.Range(0, Catalogue.Count).Where(item => !heavy.Contains(item)));
    }

    private static Catalogue Among(Catalogue left, IEnumerable<int> items) => left.Restrict(items.Where(left.IsCandidate));

    private IEnumerable<int> Holders(Move wish) => wish.Column is null ? lexicon.Having(wish.Value!) : lexicon.Holders(wish.Column, wish.Value!);

    private bool Fits(int item, Move wish) => lexicon.Has(item, wish.Column!, wish.Value!);

    /// <summary>Whether an item is known not to be what there should be less of.</summary>
    private bool Spares(int item, Move wish) => wish.Column is null ? !lexicon.Has(item, wish.Value!) : !Fits(item, wish) && lexicon.ValuesOf(item, wish.Column).Any();

    private bool IsWithin(int item, Move move, double bound) => lexicon.Number(item, move.Column!) is var number && (move.Kind == MoveKind.Below ? number < bound : number > bound);

    private IEnumerable<int> Known(IEnumerable<string> ids)
    {
        foreach (string id in ids)
            if (Catalogue.Ids.TryIndex(id, out int item)) yield return item;
    }

    /// <summary>An item where the model has put it: its score tells the place alone, so its reasons have no part in it.</summary>
    private Recommendation Thought(int item, int place, Deliberation thought, Wishes wishes, Anchor anchor)
    {
        IEnumerable<Move> unsaid = thought.Preference.Where(move => move.Kind == MoveKind.Want && Fits(item, move)).Except(wishes.Moves);
        IEnumerable<Reason> reasons = [.. Said(item, wishes, contribution: null), .. unsaid.Select(move => new Reason(ReasonKind.Said, $"You seem to want {move.Value}.", null, [])), new Reason(anchor.Kind, anchor.Text(item), null, [])];
        return new Recommendation(Catalogue.Ids[item], PlainText.Title(Catalogue.Title(item)), 1f / (place + 1), [.. reasons]);
    }

    private Recommendation Explained(DualScore score, double total, Wishes wishes, Anchor anchor)
    {
        List<Reason> reasons = [.. Said(score.Item, wishes, Wish)];
        if (score.Text != 0) reasons.Add(new Reason(ReasonKind.Text, $"How near its text is to {Near(wishes)}.", score.Text, []));
        if (score.Behaviour != 0) reasons.Add(new Reason(anchor.Kind, anchor.Text(score.Item), score.Behaviour, []));
        return new Recommendation(Catalogue.Ids[score.Item], PlainText.Title(Catalogue.Title(score.Item)), (float)total, [.. reasons.OrderByDescending(reason => reason.Contribution)]);
    }

    /// <summary>Which of the wishes an item fits.</summary>
    private IEnumerable<Reason> Said(int item, Wishes wishes, double? contribution)
    {
        foreach (Move wish in wishes.Of(MoveKind.Want).Where(wish => Fits(item, wish))) yield return new Reason(ReasonKind.Said, $"You asked for {wish.Value}.", contribution, []);
        foreach (Move wish in wishes.Of(MoveKind.AvoidSoftly).Where(wish => Spares(item, wish)))
            yield return new Reason(ReasonKind.Said, $"You asked for less {wish.Value}{(wish.Column is null ? "." : $": its {wish.Column} is {string.Join(", ", lexicon.ValuesOf(item, wish.Column).Select(PlainText.Title))}.")}", contribution, []);
    }

    private static string Near(Wishes wishes) => (wishes.Of(MoveKind.Describe).Any(), wishes.Of(MoveKind.Like).Any()) switch
    {
        (true, true) => "what you said and to what you like",
        (true, false) => "what you said",
        (false, true) => "that of what you like",
        _ => "that of what you did not want",
    };

    /// <summary>What the collaborative view's part of a score rests on, and how it is told.</summary>
    private Anchor AnchorOf(DualQuery query, string source)
    {
        if (source == "popularity") return new Anchor(ReasonKind.Popularity, item => $"Chosen {Catalogue.TrainingCounts[item]:N0} times by others.");
        Query asked = recommender.QueryOf(query.History).Query;
        if (recommender.Model is not IExplains model) return new Anchor(ReasonKind.Behaviour, _ => $"What {source} makes of {(asked.History.Count == 0 ? "everyone" : "what you chose")}.");
        return new Anchor(ReasonKind.Behaviour, item => model.Explain(asked, item, Catalogue) is [var first, ..] ? $"By {source}, above all: {PlainText.Of(first.Text)}" : $"By {source}, from what you chose.");
    }

    private sealed record Anchor(ReasonKind Kind, Func<int, string> Text);
}

/// <summary>An item that was recalled.</summary>
/// <param name="Score">Its scores by the two views.</param>
/// <param name="Total">With what was asked for.</param>
internal readonly record struct RecalledItem(DualScore Score, double Total);

/// <summary>The list of a turn.</summary>
/// <param name="Items">The items, best first.</param>
/// <param name="Source">What ranked.</param>
internal sealed record MadeList(IReadOnlyList<Recommendation> Items, string Source)
{
    /// <summary>What a model that deliberates takes the person to want; empty where none does.</summary>
    public IReadOnlyList<Move> Preference { get; init; } = [];

    /// <summary>The value for which such a model has put the first item there; null where it tells none.</summary>
    public string? FirstFor { get; init; }
}
