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
    private readonly Popularity _popularity;

    /// <summary>A recommender for a model.</summary>
    public Recommender(IRanker model, Catalogue catalogue, ModelCard card)
    {
        (Model, Catalogue, Card) = (model, catalogue, card);
        _popularity = Popularity.Of(catalogue);
    }

    /// <summary>The model.</summary>
    public IRanker Model { get; }

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The items it recommends from.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>The recommender of a model folder.</summary>
    /// <exception cref="CiceroneException">The folder is missing, damaged or unknown.</exception>
    public static Recommender Open(string modelFolder, AlgorithmTable algorithms)
    {
        ModelFolder folder = ModelFolder.Open(modelFolder, algorithms);
        return new Recommender(folder.Model, folder.Catalogue, folder.Card);
    }

    /// <summary>The recommender over more items than the model was fitted with; this one stays as it is.</summary>
    /// <param name="items">They come after the catalogue's own, in this order.</param>
    /// <exception cref="CiceroneException">The model is of a kind that knows only what it was fitted with, an id is taken, a column is unknown, or nothing can be made of what is known of an item.</exception>
    public Recommender With(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (Model is not IEncodes model) throw new CiceroneException($"A model of {Card.Algorithm} recommends only the items it was fitted with. Fit it again with the new ones, or serve one that reads items' text, such as faerec.");
        Catalogue catalogue = Catalogue.With(items);
        return new Recommender(model.With(items), catalogue, Card);
    }

    /// <summary>Recommends.</summary>
    /// <exception cref="ArgumentException">The request's candidates are not of this recommender's catalogue.</exception>
    public RecommendationList Recommend(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Candidates is { } restricted && restricted.Ids != Catalogue.Ids) throw new ArgumentException("The candidates are of another catalogue.", nameof(request));
        (Query query, string[] unknown) = QueryOf(request.History);
        (IRanker ranker, string source) = RankerFor(query);
        if (request.Actions.Count > 0) ranker = WeighedActions.Of(ranker, source, request.Actions);
        int[] excluded = [.. Known(request.Exclude), .. query.History.Items.Span];
        Catalogue candidates = request.Candidates ?? Catalogue;
        var result = new TopKResult(1, Math.Min(request.Count, candidates.CandidateCount));
        if (result.Places > 0) ranker.TopK([query], candidates, new TopKRequest(result.Places, [excluded]), result);

        int[] items = result.Items(0).ToArray();
        float[] scores = result.Scores(0).ToArray();
        IReadOnlyList<IReadOnlyList<Reason>> reasons = request.Reasons > 0 && ranker is IExplains explains ? explains.Explain(query, items, Catalogue) : [.. items.Select(_ => Array.Empty<Reason>())];
        return new RecommendationList(source, [.. items.Select((item, place) => new Recommendation(Catalogue.Ids[item], Catalogue.Title(item), scores[place], Reason.Shorten(reasons[place], request.Reasons)))], unknown);
    }

    /// <summary>Why an item would be recommended after a history; all reasons.</summary>
    /// <exception cref="CiceroneException">The item is unknown.</exception>
    public Recommendation Explain(IReadOnlyList<string> history, string item)
    {
        int index = Catalogue.Ids.Index(item, "item");
        (Query query, _) = QueryOf(history);
        (IRanker ranker, _) = RankerFor(query);
        IReadOnlyList<Reason> reasons = ranker is IExplains explains ? explains.Explain(query, index, Catalogue) : [];
        float score = ranker switch
        {
            IScores scores => scores.ScoresOf(query, Catalogue, [index])[0],
            IEmbeds embeds => ScoreOf(embeds, query, index),
            _ => (float)reasons.Sum(reason => reason.Contribution ?? 0),
        };
        return new Recommendation(item, Catalogue.Title(index), score, reasons);
    }

    /// <summary>How credible each event of a history is, 0 to 1, by <see cref="IJudges"/>; null where the item is unknown.</summary>
    /// <param name="history">External ids, oldest first.</param>
    /// <returns>In the order of the history; null where the model does not judge.</returns>
    public IReadOnlyList<double?>? Judge(IReadOnlyList<string> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (Model is not IJudges judges) return null;
        Dictionary<int, float> credibility = [];
        int[] known = [.. Known(history)];
        foreach ((int item, float one) in known.Zip(judges.Judge(History.Of(known)))) credibility[item] = one;
        return [.. history.Select(id => Catalogue.Ids.TryIndex(id, out int item) ? credibility[item] : (double?)null)];
    }

    /// <summary>What answers a query, and what to call it: popularity where the model cannot answer without a history.</summary>
    internal (IRanker Ranker, string Source) RankerFor(Query query) =>
        query.History.Count == 0 && Model.NeedsHistory ? (_popularity, "popularity") : (Model, Card.Algorithm);

    /// <summary>The query of a history, and the ids of it that the model does not know.</summary>
    internal (Query Query, string[] Unknown) QueryOf(IReadOnlyList<string> history)
    {
        string[] unknown = [.. history.Where(id => !Catalogue.Ids.TryIndex(id, out _)).Distinct()];
        return (Query.OfStranger(Catalogue.Ids, History.Of([.. Known(history)]), TieSeed), unknown);
    }

    private static float ScoreOf(IEmbeds model, Query query, int item)
    {
        float[] vector = new float[model.ItemVectors.Width];
        model.Embed([query], vector);
        return model.ItemVectors.Score(vector, item);
    }

    private IEnumerable<int> Known(IEnumerable<string> ids)
    {
        foreach (string id in ids)
            if (Catalogue.Ids.TryIndex(id, out int item)) yield return item;
    }
}
