using System.Numerics;
using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models.Rules;

/// <summary>
/// Rules over what a person chose, each with a weight for every item (LIA, arXiv 2604.04270): the score of an item is its bias,
/// plus its weights from the rules that the history satisfies, plus what each history item adds by itself (the skip
/// connection: rules of one literal). Nothing else is in the model.
/// </summary>
public sealed class RuleSet : IScores, IExplains
{
    /// <summary>A rule that fewer people satisfy is never shown: it could tell of them.</summary>
    public const int FewestPeopleShown = 5;

    /// <summary>Rules that fewer people satisfy are left out of <see cref="Readable"/>.</summary>
    public const int FewestPeopleOfReadable = 20;

    private const string File = "rules";
    private readonly Rule[] _rules;
    private readonly float[] _weights, _bias;
    private readonly float[]? _itemWeights;
    private readonly int[] _itemSupport;

    /// <param name="rules">The rules.</param>
    /// <param name="weights">Shape [rules, items].</param>
    /// <param name="itemWeights">Shape [items, items]: what a history item (row) adds to an item; null where items add nothing by themselves.</param>
    /// <param name="bias">One number for each item.</param>
    /// <param name="itemSupport">How many people chose each item.</param>
    internal RuleSet(Rule[] rules, float[] weights, float[]? itemWeights, float[] bias, int[] itemSupport) =>
        (_rules, _weights, _itemWeights, _bias, _itemSupport) = (rules, weights, itemWeights, bias, itemSupport);

    /// <summary>The rules, those that fewer than <see cref="FewestPeopleShown"/> people satisfy among them.</summary>
    public IReadOnlyList<Rule> Rules => _rules;

    /// <summary>How many items there are.</summary>
    public int ItemCount => _bias.Length;

    /// <summary>Whether history items add something by themselves.</summary>
    public bool HasItemWeights => _itemWeights is not null;

    /// <summary>Whether there is a bias: something that every score has, whatever the history.</summary>
    public bool HasBias => _bias.AsSpan().ContainsAnyExcept(0f);

    /// <inheritdoc/>
    public bool NeedsHistory => !HasBias;

    /// <summary>What a rule adds to each item's score, by item.</summary>
    public ReadOnlySpan<float> WeightsOf(int rule) => _weights.AsSpan(rule * ItemCount, ItemCount);

    /// <summary>What an item of the history adds to each item's score by itself; empty where items add nothing.</summary>
    public ReadOnlySpan<float> WeightsOfItem(int item) => _itemWeights is null ? default : _itemWeights.AsSpan(item * ItemCount, ItemCount);

    /// <summary>What every score of an item has, whatever the history.</summary>
    public float BiasOf(int item) => _bias[item];

    /// <summary>How many people of the training data chose an item.</summary>
    public int SupportOfItem(int item) => _itemSupport[item];

    /// <summary>The same model with some of its parts alone; what is left out adds nothing.</summary>
    public RuleSet With(bool rules, bool items, bool bias) => new(rules ? _rules : [], rules ? _weights : [], items ? _itemWeights : null, bias ? _bias : new float[ItemCount], _itemSupport);

    /// <summary>The model with its rules alone, and of them only those that <see cref="FewestPeopleOfReadable"/> people satisfy: easier to read, and less exact.</summary>
    public RuleSet Readable()
    {
        int[] kept = [.. Enumerable.Range(0, _rules.Length).Where(rule => _rules[rule].Support >= FewestPeopleOfReadable)];
        float[] weights = new float[kept.Length * ItemCount];
        for (int i = 0; i < kept.Length; i++) WeightsOf(kept[i]).CopyTo(weights.AsSpan(i * ItemCount));
        return new RuleSet([.. kept.Select(rule => _rules[rule])], weights, null, new float[ItemCount], _itemSupport);
    }

    /// <summary>What <see cref="Readable"/> costs: the validation figure of the whole model and of that one; null where the fit had no validation.</summary>
    public ReadablePrice? Price { get; internal init; }

    /// <summary>The same model with its price known.</summary>
    internal RuleSet Priced(ReadablePrice price) => new(_rules, _weights, _itemWeights, _bias, _itemSupport) { Price = price };

    /// <summary>The rules that a history satisfies, in their order.</summary>
    public IReadOnlyList<int> Fired(History history)
    {
        BitMatrix columns = Columns([new Query(history, Person: null, TieKey: 0)]);
        Span<ulong> set = [0];
        var fired = new List<int>();
        for (int rule = 0; rule < _rules.Length; rule++)
        {
            _rules[rule].Satisfy(columns, set);
            if (set[0] != 0) fired.Add(rule);
        }
        return fired;
    }

    /// <summary>Reads the model back.</summary>
    /// <exception cref="CiceroneException">The folder is damaged.</exception>
    public static RuleSet Load(ModelReader folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        int items = folder.ItemCount;
        TensorFile tensors = folder.Tensors(File);
        int[] operators = tensors["operators"].AsInt32(), support = tensors["support"].AsInt32(operators.Length);
        int[] offsets = tensors["offsets"].AsInt32(operators.Length + 1), literals = tensors["literals"].AsInt32();
        bool sound = offsets[0] == 0 && offsets[^1] == literals.Length && !operators.AsSpan().ContainsAnyExceptInRange(0, 1);
        for (int rule = 0; rule < operators.Length; rule++) sound &= offsets[rule] < offsets[rule + 1];
        if (!sound || literals.AsSpan().ContainsAnyExceptInRange(~(items - 1), items - 1))
            throw new CiceroneException($"{tensors.Path} is damaged: its rules point outside of themselves. Fit the model again.");
        Rule[] rules = [.. operators.Select((op, rule) => new Rule((RuleOperator)op, literals[offsets[rule]..offsets[rule + 1]], support[rule]))];
        return new RuleSet(rules, tensors["weights"].AsFloat32(rules.Length, items),
            tensors.Has("items") ? tensors["items"].AsFloat32(items, items) : null,
            tensors["bias"].AsFloat32(items), tensors["item-support"].AsInt32(items))
        {
            Price = tensors.Has("price") && tensors["price"].AsFloat32(2) is var price ? new ReadablePrice(price[0], price[1]) : null,
        };
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        int[] offsets = new int[_rules.Length + 1];
        for (int rule = 0; rule < _rules.Length; rule++) offsets[rule + 1] = offsets[rule] + _rules[rule].Codes.Length;
        int[] literals = [.. _rules.SelectMany(rule => rule.Codes)];
        List<(string, StoredTensor)> tensors =
        [
            ("operators", StoredTensor.Of([.. _rules.Select(rule => (int)rule.Operator)], _rules.Length)),
            ("support", StoredTensor.Of([.. _rules.Select(rule => rule.Support)], _rules.Length)),
            ("offsets", StoredTensor.Of(offsets, offsets.Length)),
            ("literals", StoredTensor.Of(literals, literals.Length)),
            ("weights", StoredTensor.Of(_weights, _rules.Length, ItemCount)),
            ("bias", StoredTensor.Of(_bias, ItemCount)),
            ("item-support", StoredTensor.Of(_itemSupport, ItemCount)),
        ];
        if (_itemWeights is not null) tensors.Add(("items", StoredTensor.Of(_itemWeights, ItemCount, ItemCount)));
        if (Price is { } price) tensors.Add(("price", StoredTensor.Of([(float)price.Full, (float)price.Readable], 2)));
        folder.WriteTensors(File, tensors);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores) => ScoreAll(queries, scores);

    private void ScoreAll(ReadOnlySpan<Query> queries, Span<float> scores)
    {
        for (int q = 0; q < queries.Length; q++) _bias.CopyTo(scores[(q * ItemCount)..]);
        if (queries.Length == 0) return;
        BitMatrix columns = Columns(queries);
        Span<ulong> set = new ulong[BitMatrix.Words(queries.Length)];
        for (int rule = 0; rule < _rules.Length; rule++)
        {
            _rules[rule].Satisfy(columns, set);
            for (int word = 0; word < set.Length; word++)
                for (ulong left = set[word]; left != 0; left &= left - 1)
                    Add(WeightsOf(rule), scores.Slice((word * 64 + BitOperations.TrailingZeroCount(left)) * ItemCount, ItemCount));
        }
        if (_itemWeights is null) return;
        for (int q = 0; q < queries.Length; q++)
            foreach (int item in queries[q].History.DistinctItems()) Add(WeightsOfItem(item), scores.Slice(q * ItemCount, ItemCount));
    }

    /// <summary>The score of every item for a history of distinct items.</summary>
    internal void ScoreOf(ReadOnlySpan<int> history, Span<float> scores) => ScoreAll([new Query(History.Of(history.ToArray()), Person: null, TieKey: 0)], scores);

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(catalogue);
        IReadOnlyList<int> fired = Fired(query.History);
        return [.. items.Select(item => RuleReasons.Of(this, query.History, fired, item, catalogue))];
    }

    private static void Add(ReadOnlySpan<float> weights, Span<float> scores) => TensorPrimitives.Add(scores, weights, scores);

    /// <summary>For each item, which of the queries have it in their history.</summary>
    private BitMatrix Columns(ReadOnlySpan<Query> queries)
    {
        var columns = new BitMatrix(ItemCount, queries.Length);
        for (int q = 0; q < queries.Length; q++)
            foreach (int item in queries[q].History.Items.Span) columns.Add(item, q);
        return columns;
    }
}

/// <summary>What it costs to leave only readable rules.</summary>
/// <param name="Full">The watched validation figure (NDCG@20 unless set otherwise) of the whole model.</param>
/// <param name="Readable">The same of the readable part alone.</param>
public readonly record struct ReadablePrice(double Full, double Readable);
