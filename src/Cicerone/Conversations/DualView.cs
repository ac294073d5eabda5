using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>
/// Recalls items by two views of what was said: a collaborative one, any ranker of the project after the items that were chosen and liked,
/// and a semantic one, the nearness of items' text to the words and to the text of what was liked. Both are set to mean 0 and variance 1
/// over what either recalls, drawn in smoothly so that none goes beyond 2 on either side (else one item of many people’s liking would outweigh all
/// that is said), and added; a learned fusion (<see cref="IViewFusion"/>) recalls too, and its score takes the place of their sum.
/// </summary>
public sealed class DualView
{
    /// <summary>How many items each view recalls from each shelf.</summary>
    public const int Recalled = 100;

    /// <summary>Length of the vectors of text in conversations: a fusion that has learned from these can be talked with.</summary>
    internal const int TextWidth = 64;

    private const double Bound = 2;

    private readonly Recommender _recommender;
    private readonly HashedTextEncoder? _encoder;
    private readonly ItemVectors? _vectors, _fused;
    private readonly IViewFusion? _fusion;

    /// <summary>The views of a recommender's items.</summary>
    /// <param name="recommender">The collaborative view.</param>
    /// <param name="text">Vectors of the items' text with their encoder; null where they have none, and the collaborative view is all there is.</param>
    /// <param name="fusion">What makes one score of both; null adds them. It needs vectors of the items' text.</param>
    /// <exception cref="ArgumentException">The vectors have no encoder, are of other items, or not as long as the fusion has learned.</exception>
    public DualView(Recommender recommender, FeatureMatrix? text, IViewFusion? fusion = null)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        _recommender = recommender;
        if (text is null) return;
        if (text.Items.Count != recommender.Catalogue.Count) throw new ArgumentException($"There are vectors of {text.Items.Count} items, but {recommender.Catalogue.Count} items.", nameof(text));
        _encoder = text.Encoder ?? throw new ArgumentException("The vectors come without the encoder that makes those of what is said.", nameof(text));
        float[] values = text.ToArray();
        for (int item = 0; item < text.Items.Count; item++)
            if (!text.IsKnown(item)) values.AsSpan(item * text.Width, text.Width).Clear(); // an item without text is near nothing
        _vectors = new ItemVectors(values, text.Width);
        if (fusion is null) return;
        if (fusion.TextWidth != text.Width) throw new ArgumentException($"The fusion has learned from vectors of {fusion.TextWidth} numbers, these have {text.Width}.", nameof(fusion));
        (_fusion, _fused) = (fusion, fusion.VectorsOf(values));
    }

    /// <summary>Vectors of the items' text, row after row; empty where they have none.</summary>
    internal float[] Text => _vectors?.ToArray() ?? [];

    /// <summary>The vectors of a table's text; null where its items have no text, or share no word.</summary>
    public static FeatureMatrix? TextOf(ItemTable items, int width)
    {
        ArgumentNullException.ThrowIfNull(items);
        try
        {
            return new HashedText(width).Read(items);
        }
        catch (CiceroneException)
        {
            return null; // there is nothing to be near to; conversations go on by values and titles
        }
    }

    /// <summary>The items that either view recalls, in no order.</summary>
    /// <param name="query">What was said.</param>
    /// <param name="shelves">Restrictions of the catalogue; each view recalls from each of them.</param>
    /// <returns>The items with their scores by either view, and what the collaborative view ranked by.</returns>
    public (IReadOnlyList<DualScore> Scores, string Source) Recall(DualQuery query, params IReadOnlyList<Catalogue> shelves)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(shelves);
        (Query asked, _) = _recommender.QueryOf(query.History);
        (IRanker ranker, string source) = _recommender.RankerFor(asked);
        float[] vector = VectorOf(query), moment = Fused(query);
        var pool = new SortedSet<int>();
        foreach (Catalogue shelf in shelves)
        {
            pool.UnionWith(Ranked(ranker, asked, shelf, query.Exclude, Recalled).Keys);
            pool.UnionWith(Near(_vectors, vector, asked, shelf, query.Exclude, Recalled).Keys);
            pool.UnionWith(Near(_fused, moment, asked, shelf, query.Exclude, Recalled).Keys);
        }
        int[] items = [.. pool];
        if (items.Length == 0) return ([], source);
        Catalogue recalled = _recommender.Catalogue.Restrict(items);
        float[] behaviour = Standardised(items, Ranked(ranker, asked, recalled, query.Exclude, items.Length)), text = Standardised(items, Near(_vectors, vector, asked, recalled, query.Exclude, items.Length));
        float[]? fused = _fusion is null ? null : Standardised(items, Near(_fused, moment, asked, recalled, query.Exclude, items.Length));
        return ([.. items.Select((item, place) => new DualScore(item, behaviour[place], text[place]) { Fused = fused?[place] })], source);
    }

    /// <summary>Ranked items as the collaborative view has them when nothing was said.</summary>
    internal static DualScore[] ByBehaviour(ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
    {
        int[] ranked = items.ToArray();
        var byItem = new Dictionary<int, float>();
        for (int place = 0; place < ranked.Length; place++) byItem.Add(ranked[place], scores[place]);
        float[] behaviour = Standardised(ranked, byItem);
        return [.. ranked.Select((item, place) => new DualScore(item, behaviour[place], 0))];
    }

    /// <summary>
    /// Where the words point: Rocchio's formula (in Salton (ed.), "The SMART Retrieval System", 1971) with what was said of late before what
    /// was said earlier, each half as weighty as the one after it, what was liked, and against what was refused.
    /// </summary>
    private float[] VectorOf(DualQuery query)
    {
        if (_encoder is null || _vectors is null) return [];
        float[] sum = new float[_vectors.Width], one = new float[_vectors.Width];
        float weight = 1;
        foreach (string said in query.Said.Reverse())
            if (_encoder.Encode(said, one))
            {
                TensorPrimitives.MultiplyAdd(one, weight, sum, sum);
                weight /= 2;
            }
        Add(query.Liked, 1);
        Add(query.Refused, -0.5f);
        return sum;

        void Add(IReadOnlyList<int> items, float share)
        {
            foreach (int item in items) TensorPrimitives.MultiplyAdd(_vectors[item], share / items.Count, sum, sum);
        }
    }

    /// <summary>What a fusion is told of a moment: where the words point, of length 1 or zeros, and what was chosen and liked.</summary>
    internal (float[] Said, int[] Chosen) MomentOf(DualQuery query)
    {
        float[] said = VectorOf(query with { Said = query.Wished ?? query.Said });
        return (NearestNeighbours.UnitRows(said, said.Length), [.. _recommender.QueryOf(query.History).Query.History.Items.ToArray(), .. query.Liked]);
    }

    /// <summary>What the fusion makes of a moment; empty without one.</summary>
    private float[] Fused(DualQuery query)
    {
        if (_fusion is null || _vectors is null) return [];
        (float[] said, int[] chosen) = MomentOf(query);
        return _fusion.VectorOf(said, chosen, (float[])[.. chosen.SelectMany(item => _vectors[item].ToArray())]);
    }

    private static Dictionary<int, float> Ranked(IRanker ranker, Query query, Catalogue shelf, int[] excluded, int count) =>
        Top(shelf, count, excluded, (request, into) => ranker.TopK([query], shelf, request, into));

    private static Dictionary<int, float> Near(ItemVectors? items, float[] vector, Query query, Catalogue shelf, int[] excluded, int count) =>
        items is null || vector.All(number => number == 0) ? [] : Top(shelf, count, excluded, (request, into) => items.TopK(vector, [query], shelf, request, into));

    private static Dictionary<int, float> Top(Catalogue shelf, int count, int[] excluded, Action<TopKRequest, TopKResult> rank)
    {
        var result = new TopKResult(1, Math.Min(count, shelf.CandidateCount));
        if (result.Places == 0) return [];
        rank(new TopKRequest(result.Places, [excluded]), result);
        var scores = new Dictionary<int, float>();
        for (int place = 0; place < result.Length(0); place++) scores.Add(result.Items(0)[place], result.Scores(0)[place]);
        return scores;
    }

    /// <summary>Scores set to mean 0 and variance 1, then drawn in: 2 tanh(z / 2). All 0 where they do not differ, and the lowest for an item that a view did not rank.</summary>
    private static float[] Standardised(int[] items, Dictionary<int, float> scores)
    {
        if (scores.Count == 0) return new float[items.Length];
        float lowest = scores.Values.Min();
        double[] values = [.. items.Select(item => (double)scores.GetValueOrDefault(item, lowest))];
        double mean = values.Average(), spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return spread < 1e-12 ? new float[items.Length] : [.. values.Select(value => (float)(Bound * Math.Tanh((value - mean) / (Bound * spread))))];
    }
}

/// <summary>What was said, for the two views.</summary>
/// <param name="History">Ids of what the person chose and liked, oldest first.</param>
public sealed record DualQuery(IReadOnlyList<string> History)
{
    /// <summary>What was said, first to last.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>What a learned fusion reads in the place of <see cref="Said"/>, first to last: the values that were wished for, too, which the semantic view leaves to the list's own count of wishes. Null where it is the same.</summary>
    public IReadOnlyList<string>? Wished { get; init; }

    /// <summary>Items whose text is near to what is wanted.</summary>
    public IReadOnlyList<int> Liked { get; init; } = [];

    /// <summary>Items whose text is not.</summary>
    public IReadOnlyList<int> Refused { get; init; } = [];

    /// <summary>Items that may not be recalled.</summary>
    public int[] Exclude { get; init; } = [];
}

/// <summary>An item with its scores by the two views, each from −2 to 2.</summary>
/// <param name="Item">Index of the item.</param>
/// <param name="Behaviour">By the collaborative view.</param>
/// <param name="Text">By the semantic view; 0 for all where nothing was said.</param>
public readonly record struct DualScore(int Item, float Behaviour, float Text)
{
    /// <summary>By both together, as a learned fusion has it, from −2 to 2; null where there is none.</summary>
    public float? Fused { get; init; }

    /// <summary>What an item is recalled by: the learned score, or both views added.</summary>
    public float Together => Fused ?? Behaviour + Text;
}
