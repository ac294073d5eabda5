using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models.Rules;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Rules;

/// <summary>
/// What the rules of a model are worth, on the test part of its split: its parts alone, and its rules against rules of the same forms
/// and lengths with items drawn by chance, both with weights solved anew in closed form.
/// </summary>
public sealed class RuleStudy
{
    private const string Watched = "ndcg@20";
    private static readonly double[] Penalties = [100, 200, 400, 800, 1600];
    private readonly RuleSet _model;
    private readonly Split _split;
    private readonly Catalogue _catalogue;
    private readonly EvaluationOptions _options;
    private readonly SparseMatrix _people;

    /// <param name="model">The model.</param>
    /// <param name="split">The split it was fitted on.</param>
    /// <param name="catalogue">Its items.</param>
    /// <param name="options">Threads and seeds; the cutoff is 20.</param>
    public RuleStudy(RuleSet model, Split split, Catalogue catalogue, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        (_model, _split, _catalogue, _options) = (model, split, catalogue, options with { Cutoffs = [20], Detailed = false });
        _people = SparseMatrix.PeopleByItems(split.Train);
    }

    /// <summary>NDCG@20 of the whole model, its rules, its items by themselves and its bias.</summary>
    public IReadOnlyDictionary<string, double> Parts() => new OrderedDictionary<string, double>
    {
        ["full"] = Test(_model).Means[Watched],
        ["rules only"] = Test(_model.With(rules: true, items: false, bias: false)).Means[Watched],
        ["items only"] = Test(_model.With(rules: false, items: true, bias: false)).Means[Watched],
        ["bias only"] = Test(_model.With(rules: false, items: false, bias: true)).Means[Watched],
        ["readable"] = Test(_model.Readable()).Means[Watched],
    };

    /// <summary>The rules of the model against as many of the same forms and lengths, by NDCG@20 with its interval; penalties are chosen on validation.</summary>
    /// <param name="seed">Decides the random rules.</param>
    public Difference AgainstRandom(ulong seed)
    {
        var random = new RandomSource(seed);
        BitMatrix columns = BitMatrix.ColumnsOf(_people);
        Rule[] drawn = [.. _model.Rules.Select(rule => new Rule(rule.Operator, Draw(rule.Codes, random), 0).Counted(columns))];
        EvaluationResult learned = Test(Best([.. _model.Rules])), chance = Test(Best(drawn));
        return new Comparison(new("learned rules", learned), new("random rules", chance)) { Seed = _options.Seed, Threads = _options.Threads }.By(Watched)[0];
    }

    /// <summary>Literals of the same signs, of distinct items drawn by chance.</summary>
    private int[] Draw(int[] codes, RandomSource random)
    {
        var items = new HashSet<int>();
        while (items.Count < codes.Length) items.Add(random.NextInt(_catalogue.Count));
        return [.. codes.Zip(items, (code, item) => code < 0 ? ~item : item)];
    }

    /// <summary>Some rules alone, in closed form, with the penalty that is best on validation (on training without one).</summary>
    private RuleSet Best(Rule[] rules)
    {
        RuleSet[] fitted = [.. Penalties.Select(penalty => Fit(rules, penalty))];
        if (_split.Valid.Count == 0) return fitted[Penalties.Length / 2];
        return fitted.MaxBy(model => Evaluator.Evaluate(model, _catalogue, _split, SplitPart.Valid, _options).Means[Watched])!;
    }

    private RuleSet Fit(Rule[] rules, double penalty)
    {
        BitMatrix columns = BitMatrix.ColumnsOf(_people), satisfied = new(rules.Length, columns.Columns);
        for (int rule = 0; rule < rules.Length; rule++) rules[rule].Satisfy(columns, satisfied.Writable(rule));
        PanelMatrix solved = new RuleReadout(_people, exponent: 0.5, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads })
            .Solve(satisfied, [.. rules.Select(rule => rule.Items)], [.. rules.Select(rule => penalty + rule.Support)]);
        float[] weights = new float[rules.Length * _catalogue.Count];
        for (int rule = 0; rule < rules.Length; rule++) solved.CopyRow(rule, weights.AsSpan(rule * _catalogue.Count, _catalogue.Count));
        return new RuleSet(rules, weights, itemWeights: null, new float[_catalogue.Count], new int[_catalogue.Count]);
    }

    private EvaluationResult Test(RuleSet model) => Evaluator.Evaluate(model, _catalogue, _split, SplitPart.Test, _options);
}
