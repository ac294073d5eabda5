using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>Makes the list of a turn: what must not be in it is left out, both views recall, and what was asked for is added to their scores.</summary>
internal sealed class ListMaker(Recommender recommender, DualView view, ItemLexicon lexicon, int length)
{
    /// <summary>What a wish that an item fits adds to its score, where a view adds 2 at most: more than one view takes back, less than two wishes.</summary>
    private const double Wish = 3;

    private Catalogue Catalogue => recommender.Catalogue;

    /// <summary>The list.</summary>
    /// <param name="history">Ids of what the person chose before.</param>
    /// <param name="wishes">What they want.</param>
    /// <param name="candidates">The items that may be shown.</param>
    public (IReadOnlyList<Recommendation> Items, string Source) Make(IReadOnlyList<string> history, Wishes wishes, Catalogue candidates)
    {
        DualQuery query = QueryOf(history, wishes);
        Catalogue left = Left(wishes, candidates);
        (IReadOnlyList<DualScore> scores, string source) = view.Recall(query, [left, .. Shelves(wishes, left)]);
        Move[] wanted = [.. wishes.Of(MoveKind.Want)], spared = [.. wishes.Of(MoveKind.AvoidSoftly)];
        IEnumerable<(DualScore Score, double Total)> ranked = scores
            .Select(score => (score, Total: score.Behaviour + score.Text + Wish * wanted.Count(wish => Fits(score.Item, wish)) + Wish * spared.Count(wish => Spares(score.Item, wish))))
            .OrderByDescending(score => score.Total).ThenBy(score => view.TieOrder(score.score.Item, query))
            .Take(length);
        Anchor anchor = AnchorOf(query, source);
        return ([.. ranked.Select(score => Explained(score.Score, score.Total, wanted, spared, wishes, anchor))], source);
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

    private DualQuery QueryOf(IReadOnlyList<string> history, Wishes wishes)
    {
        string[] liked = [.. wishes.Of(MoveKind.Like).Select(move => move.Item!)];
        string[] without = [.. wishes.Of(MoveKind.Refuse).Concat(wishes.Of(MoveKind.Known)).Select(move => move.Item!), .. wishes.Passed];
        return new DualQuery([.. history.Where(item => !liked.Contains(item)), .. liked])
        {
            Said = [.. wishes.Of(MoveKind.Describe).Select(move => move.Value!)],
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

    private Recommendation Explained(DualScore score, double total, Move[] wanted, Move[] spared, Wishes wishes, Anchor anchor)
    {
        List<Reason> reasons =
        [
            .. wanted.Where(wish => Fits(score.Item, wish)).Select(wish => Said($"You asked for {wish.Value}.", Wish)),
            .. spared.Where(wish => Spares(score.Item, wish)).Select(wish => Said($"You asked for less {wish.Value}{(wish.Column is null ? "." : $": its {wish.Column} is {string.Join(", ", lexicon.ValuesOf(score.Item, wish.Column).Select(PlainText.Title))}.")}", Wish)),
        ];
        if (score.Text != 0) reasons.Add(new Reason(ReasonKind.Text, $"How near its text is to {Near(wishes)}.", score.Text, []));
        if (score.Behaviour != 0) reasons.Add(new Reason(anchor.Kind, anchor.Text(score.Item), score.Behaviour, []));
        return new Recommendation(Catalogue.Ids[score.Item], PlainText.Title(Catalogue.Title(score.Item)), (float)total, [.. reasons.OrderByDescending(reason => reason.Contribution)]);
    }

    private static Reason Said(string text, double contribution) => new(ReasonKind.Said, text, contribution, []);

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
