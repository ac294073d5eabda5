using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// Answers with external ids from a model and its catalogue: what the command line and the server use. Items of the
/// history are not recommended again. A history without any item that the model knows is answered by popularity, and the
/// answer says so. Safe for use by several threads.
/// </summary>
public sealed class Recommender
{
    private const ulong TieSeed = 1;
    private readonly Lock _lock = new();
    private volatile State _state;

    /// <summary>A recommender for a model.</summary>
    public Recommender(IRanker model, Catalogue catalogue, ModelCard card) => (_state, Card) = (State.Of(model, catalogue), card);

    /// <summary>The model.</summary>
    public IRanker Model => _state.Model;

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The items it recommends from.</summary>
    public Catalogue Catalogue => _state.Catalogue;

    /// <summary>The recommender of a model folder.</summary>
    /// <exception cref="CiceroneException">The folder is missing, damaged or unknown.</exception>
    public static Recommender Open(string modelFolder, AlgorithmTable algorithms)
    {
        ModelFolder folder = ModelFolder.Open(modelFolder, algorithms);
        return new Recommender(folder.Model, folder.Catalogue, folder.Card);
    }

    /// <summary>Takes in items that the model was not fitted with: all of them, or none. Answers under way are not disturbed.</summary>
    /// <exception cref="CiceroneException">The model is of a kind that knows only what it was fitted with, an id is taken, a column is unknown, or nothing can be made of what is known of an item.</exception>
    public void Add(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        lock (_lock)
        {
            State before = _state;
            if (before.Model is not IEncodes model) throw new CiceroneException($"A model of {Card.Algorithm} recommends only the items it was fitted with. Fit it again with the new ones, or serve one that reads items' text, such as faerec.");
            Catalogue catalogue = before.Catalogue.With(items);
            _state = State.Of(model.With(items), catalogue);
        }
    }

    /// <summary>Recommends.</summary>
    public RecommendationList Recommend(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        State state = _state;
        (Query query, string[] unknown) = state.QueryOf(request.History);
        (IRanker ranker, string source) = RankerFor(state, query);
        int[] excluded = [.. state.Known(request.Exclude), .. query.History.Items.Span];
        var result = new TopKResult(1, Math.Min(request.Count, state.Catalogue.CandidateCount));
        if (result.Places > 0) ranker.TopK([query], state.Catalogue, new TopKRequest(result.Places, [excluded]), result);

        var items = new Recommendation[result.Length(0)];
        for (int place = 0; place < items.Length; place++)
        {
            int item = result.Items(0)[place];
            IReadOnlyList<Reason> reasons = request.Reasons == 0 ? [] : Reason.Shorten(state.Reasons(ranker, query, item), request.Reasons);
            items[place] = new Recommendation(state.Catalogue.Ids[item], state.Catalogue.Title(item), result.Scores(0)[place], reasons);
        }
        return new RecommendationList(source, items, unknown);
    }

    /// <summary>Why an item would be recommended after a history; all reasons.</summary>
    /// <exception cref="CiceroneException">The item is unknown.</exception>
    public Recommendation Explain(IReadOnlyList<string> history, string item)
    {
        State state = _state;
        int index = state.Catalogue.Ids.Index(item, "item");
        (Query query, _) = state.QueryOf(history);
        (IRanker ranker, _) = RankerFor(state, query);
        IReadOnlyList<Reason> reasons = state.Reasons(ranker, query, index);
        float score = ranker is IScores scores ? scores.ScoresOf(query, state.Catalogue, [index])[0] : (float)reasons.Sum(reason => reason.Contribution ?? 0);
        return new Recommendation(item, state.Catalogue.Title(index), score, reasons);
    }

    private (IRanker Ranker, string Source) RankerFor(State state, Query query) =>
        query.History.Count == 0 && state.Model.NeedsHistory ? (state.Popularity, "popularity") : (state.Model, Card.Algorithm);

    /// <summary>What one answer is made from.</summary>
    private sealed record State(IRanker Model, Catalogue Catalogue, Popularity Popularity)
    {
        public static State Of(IRanker model, Catalogue catalogue) => new(model, catalogue, Popularity.Of(catalogue));

        public IReadOnlyList<Reason> Reasons(IRanker ranker, Query query, int item) =>
            ranker is IExplains explains ? explains.Explain(query, item, Catalogue) : [];

        public (Query Query, string[] Unknown) QueryOf(IReadOnlyList<string> history)
        {
            string[] unknown = [.. history.Where(id => !Catalogue.Ids.TryIndex(id, out _)).Distinct()];
            return (Query.OfStranger(Catalogue.Ids, History.Of([.. Known(history)]), TieSeed), unknown);
        }

        public IEnumerable<int> Known(IEnumerable<string> ids)
        {
            foreach (string id in ids)
                if (Catalogue.Ids.TryIndex(id, out int item)) yield return item;
        }
    }
}
