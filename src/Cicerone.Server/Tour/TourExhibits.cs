using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Models.Rules;

namespace Cicerone.Server.Tour;

/// <summary>How each stop that recommends shows its method: adding one adds one line here.</summary>
internal static class TourExhibits
{
    private const int Shown = 5, ReasonsShown = 3, Lately = 10;

    private static readonly Dictionary<string, Func<Recommender, IReadOnlyList<string>, IReadOnlyList<TourList>>> ByStop = new()
    {
        ["flame"] = ByOrder,
        ["lia"] = AsRules,
        ["faerec"] = Unbought,
        ["jbm-diff"] = WithoutTheDoubted,
        ["star"] = InWordsOfReviews,
        ["mmp-refer"] = ByPaths,
        ["smtpo"] = NotSoDark,
        ["tencentgr"] = Sponsored,
    };

    /// <summary>The lists of a stop.</summary>
    /// <param name="stop">A stop that recommends.</param>
    /// <param name="model">The method's model.</param>
    /// <param name="history">Ids of what the reader chose, oldest first.</param>
    public static IReadOnlyList<TourList> Of(TourStop stop, Recommender model, IReadOnlyList<string> history) => ByStop[stop.Name](model, history);

    /// <summary>The same books in two orders: a method that learns from order gives two lists.</summary>
    private static IReadOnlyList<TourList> ByOrder(Recommender model, IReadOnlyList<string> history) =>
    [
        new("After these books, in the order they were read", Recommend(model, history)),
        new("After the same books, had they been read in the opposite order", Recommend(model, [.. history.Reverse()])),
    ];

    /// <summary>The whole model, and beside it what is left when only readable rules speak, with what that costs.</summary>
    private static IReadOnlyList<TourList> AsRules(Recommender model, IReadOnlyList<string> history)
    {
        if (model.Model is not RuleSet rules) throw new CiceroneException($"The tour's run of LIA holds {model.Card.Algorithm}, which has no rules; 'cicerone tour' makes it anew.");
        string price = rules.Price is { } cost
            ? $"on validation {cost.Full:0.000} for the whole model and {cost.Readable:0.000} for this one ({(cost.Readable / cost.Full - 1):+0.0 %;-0.0 %;0 %})"
            : "not measured: the fit had no validation";
        return
        [
            new("By every rule, and by each book alone", Recommend(model, history)),
            new($"By rules alone that at least {RuleSet.FewestPeopleOfReadable} readers satisfy; the price of it in NDCG, {price}", Recommend(new Recommender(rules.Readable(), model.Catalogue, model.Card), history)),
        ];
    }

    /// <summary>Books that nobody chose before the model was fitted, with how much of each is text and how much behaviour.</summary>
    private static IReadOnlyList<TourList> Unbought(Recommender model, IReadOnlyList<string> history)
    {
        Catalogue catalogue = model.Catalogue, unbought = catalogue.Restrict(Enumerable.Range(0, catalogue.Count).Where(item => catalogue.TrainingCounts[item] == 0));
        return
        [
            new("What might come next", Recommend(model, history)),
            new("The same among books that nobody has bought yet", Recommend(model, history, unbought)),
        ];
    }

    /// <summary>What follows from the latest choices, of which one more or less weighs, and what from the same without the latest that is doubted, judged by the whole history.</summary>
    private static IReadOnlyList<TourList> WithoutTheDoubted(Recommender model, IReadOnlyList<string> history)
    {
        if (model.Judge(history) is not { } credibility) throw new CiceroneException($"The tour's run of JBM-Diff holds {model.Card.Algorithm}, which does not judge; 'cicerone tour' makes it anew.");
        (string Item, double? Credibility)[] latest = [.. history.Zip(credibility).TakeLast(Lately)];
        TourList all = new($"After the latest {latest.Length} choices", Recommend(model, [.. latest.Select(one => one.Item)]));
        int doubted = Array.FindLastIndex(latest, one => one.Credibility < TourExhibit.Doubted);
        if (doubted < 0) return [all];
        string title = model.Catalogue.Title(model.Catalogue.Ids.Index(latest[doubted].Item, "item"));
        return [all, new($"Without “{title}”, whose credibility is {latest[doubted].Credibility:0.00}", Recommend(model, [.. latest.Where((_, place) => place != doubted).Select(one => one.Item)]))];
    }

    /// <summary>The next books, each with what reviews state of it that this reader cares about most.</summary>
    private static IReadOnlyList<TourList> InWordsOfReviews(Recommender model, IReadOnlyList<string> history)
    {
        if (model.Model is not ICites) throw new CiceroneException($"The tour's run of StaR holds {model.Card.Algorithm}, which quotes no reviews; 'cicerone tour' makes it anew.");
        return [new("Why? In the words of those who read it", Recommend(model, history))];
    }

    /// <summary>The next books, each with the paths that lead to it from what this reader chose.</summary>
    private static IReadOnlyList<TourList> ByPaths(Recommender model, IReadOnlyList<string> history) => [new("Why? By a path from a book that was chosen", Recommend(model, history))];

    /// <summary>What would be clicked, what would be bought, and the slot that is paid for both, each by its worth.</summary>
    private static IReadOnlyList<TourList> Sponsored(Recommender model, IReadOnlyList<string> history)
    {
        WantedAction click = new("click", 1), purchase = new("purchase", 2.5);
        return
        [
            new("If it comes to a click, what it is of", Recommend(model, history, actions: [click])),
            new("If it comes to a purchase, what it is of", Recommend(model, history, actions: [purchase])),
            new("The sponsored slot: both, where a purchase is worth 2.5 clicks, as in the score of TencentGR’s contest", Recommend(model, history, actions: [click, purchase])),
        ];
    }

    /// <summary>The list before and after the reader says that it is too dark.</summary>
    private static IReadOnlyList<TourList> NotSoDark(Recommender model, IReadOnlyList<string> history)
    {
        const string Said = "not so dark";
        if (model.Model is not IDeliberates) throw new CiceroneException($"The tour's run of SMTPO holds {model.Card.Algorithm}, which does not reason over what is said; 'cicerone tour' makes it anew.");
        var guide = new Guide(model, options: new ConversationOptions { ListLength = Shown });
        Conversation opened = Finished(guide.OpenAsync(history)), answered = Finished(guide.SayAsync(opened, Said));
        return [new(opened.Reply.Text, opened.Reply.Items), new($"“{Said}”: {answered.Reply.Text}", answered.Reply.Items)];

        static Conversation Finished(ValueTask<Conversation> talk) => talk.IsCompletedSuccessfully ? talk.Result : talk.AsTask().GetAwaiter().GetResult(); // without a chat client nothing is waited for
    }

    private static IReadOnlyList<Recommendation> Recommend(Recommender model, IReadOnlyList<string> history, Catalogue? candidates = null, IReadOnlyList<WantedAction>? actions = null) =>
        model.Recommend(new RecommendationRequest(history) { Count = Shown, Reasons = ReasonsShown, Candidates = candidates, Actions = actions ?? [] }).Items;
}
