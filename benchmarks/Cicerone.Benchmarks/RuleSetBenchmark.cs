using BenchmarkDotNet.Attributes;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Models.Rules;

namespace Cicerone.Benchmarks;

/// <summary>One person of 74 events answered by 500 rules of two to four literals over 1,682 items.</summary>
[ShortRunJob]
public class RuleSetBenchmark
{
    private const int Items = 1682, Rules = 500, Events = 74;
    private readonly RuleSet _rules, _both;
    private readonly Catalogue _catalogue;
    private readonly Query[] _query;
    private readonly float[] _scores = new float[Items];

    public RuleSetBenchmark()
    {
        var random = new RandomSource(1);
        Rule[] rules = [.. Enumerable.Range(0, Rules).Select(rule =>
            new Rule(rule % 3 == 0 ? RuleOperator.And : RuleOperator.Or, [.. Enumerable.Range(0, 2 + random.NextInt(3)).Select(_ => random.NextInt(Items)).Distinct()], 100))];
        float[] weights = Numbers.Normal(Rules * Items), items = Numbers.Normal(Items * Items);
        _rules = new RuleSet(rules, weights, null, new float[Items], new int[Items]);
        _both = new RuleSet(rules, weights, items, new float[Items], new int[Items]);
        _catalogue = new Catalogue(ItemTable.Without(new Vocabulary(Enumerable.Range(0, Items).Select(item => $"{item}"))), new int[Items]);
        _query = [new Query(History.Of([.. Enumerable.Range(0, Events).Select(_ => random.NextInt(Items)).Distinct()]), Person: null, TieKey: 1)];
    }

    [Benchmark(Baseline = true, Description = "which rules fire")]
    public int Fired() => _rules.Fired(_query[0].History).Count;

    [Benchmark(Description = "all scores, rules alone")]
    public void OfRules() => _rules.Score(_query, _catalogue, _scores);

    [Benchmark(Description = "all scores, rules and items")]
    public void OfBoth() => _both.Score(_query, _catalogue, _scores);
}
