using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models.Rules;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Rules;

/// <summary>
/// What the rules of a model are worth, on the test part of its split: the model's parts, and its rules alone against rules of the same forms
/// and lengths with items drawn by chance, and against items, both with weights solved anew in closed form.
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

    /// <summary>NDCG@20 of the whole model, its rules, its items by themselves and its bias: the parts of the one fitted model.</summary>
    public IReadOnlyDictionary<string, double> Parts() => new OrderedDictionary<string, double>
    {
        ["full"] = Test(_model).Means[Watched],
        ["rules only"] = Test(_model.With(rules: true, items: false, bias: false)).Means[Watched],
        ["items only"] = Test(_model.With(rules: false, items: true, bias: false)).Means[Watched],
        ["bias only"] = Test(_model.With(rules: false, items: false, bias: true)).Means[Watched],
        ["readable"] = Test(_model.Readable()).Means[Watched],
    };

    /// <summary>What the rules rank alone, less what something else ranks, by NDCG@20 with its interval.</summary>
    /// <param name="seed">Decides the random rules.</param>
    /// <returns>What it is less, and the difference.</returns>
    public IReadOnlyList<(string Less, Difference Difference)> Alone(ulong seed)
    {
        var random = new RandomSource(seed);
        BitMatrix columns = BitMatrix.ColumnsOf(_people);
        Rule[] items = [.. Enumerable.Range(0, _catalogue.Count).Select(item => new Rule(RuleOperator.Or, [item], 0).Counted(columns)).Where(rule => rule.Support > 0).OrderByDescending(rule => rule.Support)];
        Rule[] drawn = [.. _model.Rules.Select(rule => new Rule(rule.Operator, Draw(rule.Codes, random), 0).Counted(columns))];
        EvaluationResult rules = Test(Best([.. _model.Rules]));
        return
        [
            ("items only, both as parts of the model", By(Test(_model.With(rules: true, items: false, bias: false)), Test(_model.With(rules: false, items: true, bias: false)))),
            ("random rules of the same forms, weights solved anew", By(rules, Test(Best(drawn)))),
            ("as many of the most chosen items, weights solved anew", By(rules, Test(Best([.. items.Take(_model.Rules.Count)])))),
            ("all items, weights solved anew", By(rules, Test(Best(items)))),
        ];
    }

    private Difference By(EvaluationResult one, EvaluationResult other) =>
        new Comparison(new("one", one), new("other", other)) { Seed = _options.Seed, Threads = _options.Threads }.By(Watched)[0];

    /// <summary>Literals of the same signs, of distinct items drawn by chance.</summary>
    private int[] Draw(int[] codes, RandomSource random)
    {
        var items = new HashSet<int>();
        while (items.Count < codes.Length) items.Add(random.NextInt(_catalogue.Count));
        return [.. codes.Zip(items, (code, item) => code < 0 ? ~item : item)];
    }

    /// <summary>Some rules alone, in closed form, with the penalty that is best on validation (a middle one without it).</summary>
    private RuleSet Best(Rule[] rules)
    {
        RuleSet[] fitted = [.. Penalties.Select(penalty => Fit(rules, penalty))];
        if (_split.Valid.Count == 0) return fitted[Penalties.Length / 2];
        return fitted.MaxBy(model => Evaluator.Evaluate(model, _catalogue, _split, SplitPart.Valid, _options).Means[Watched])!;
    }

    private RuleSet Fit(Rule[] rules, double penalty)
    {
        PanelMatrix solved = new RuleReadout(_people, exponent: 0.5, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads })
            .Solve(rules, [.. rules.Select(rule => penalty + rule.Support)]);
        float[] weights = new float[rules.Length * _catalogue.Count];
        for (int rule = 0; rule < rules.Length; rule++) solved.CopyRow(rule, weights.AsSpan(rule * _catalogue.Count, _catalogue.Count));
        return new RuleSet(rules, weights, itemWeights: null, new float[_catalogue.Count], new int[_catalogue.Count]);
    }

    private EvaluationResult Test(RuleSet model) => Evaluator.Evaluate(model, _catalogue, _split, SplitPart.Test, _options);
}
