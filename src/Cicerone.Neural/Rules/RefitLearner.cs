using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Learns rules with weights in closed form. A step takes some rules out, solves the weights of all others, grows new rules on what these
/// leave unexplained, and fills the places with the best among the new and the old. Its examples are the rules, not the people.
/// </summary>
internal sealed class RefitLearner(RuleNetwork network, SparseMatrix people, LiaOptions options, ParallelOptions parallel) : ILearner
{
    private const int GrownForEach = 4; // rules grown for every place to fill
    private readonly Rule[] _start = network.Rules();
    private readonly RuleReadout _readout = new(people, options.HistoryExponent, parallel);
    private readonly BitMatrix _columns = BitMatrix.ColumnsOf(people);

    public int ExampleCount => options.Rules;

    public ParameterSet Parameters => network.Parameters;

    public IReadOnlyDictionary<string, double> Figures => RuleFigures.Of(_start, network.Rules());

    /// <summary>Revises some rules; the loss is that without them, a person.</summary>
    public Tensor Loss(int[] examples, Step step)
    {
        Rule[] all = [.. network.Rules().Select(rule => rule.Counted(_columns))];
        Rule[] old = [.. examples.Select(place => all[place]).Where(rule => rule.Codes.Length > 0)];
        Rule[] rest = [.. all.Where((rule, place) => rule.Codes.Length > 0 && !examples.Contains(place))];
        double[] penalties = [.. rest.Select(rule => options.Regularisation + options.SupportPenalty * rule.Support)];
        PanelMatrix weights = _readout.Solve(rest, penalties);
        Residual left = _readout.Left(rest, weights);
        var search = new RuleSearch(people, _columns, left, options, step.Random, parallel);
        Rule[] best = Best(search, old, [.. rest.Select(RuleExtraction.KeyOf)], examples.Length, step.Random);
        for (int i = 0; i < examples.Length; i++) network.Write(examples[i], i < best.Length ? best[i] : new Rule(RuleOperator.Or, [], 0));
        double loss = left.Loss;
        float[] row = new float[weights.Columns];
        for (int rule = 0; rule < rest.Length; rule++)
        {
            weights.CopyRow(rule, row.AsSpan());
            loss += penalties[rule] * TensorPrimitives.SumOfSquares<float>(row);
        }
        return torch.tensor((float)(loss / people.Rows)).requires_grad_(true);
    }

    IRanker ILearner.Model() => RuleExtraction.InClosedForm(network.Rules(), people, options, skip: false, parallel);

    /// <summary>The rules that gain most, each on what those before it leave: every gain only falls, so that one is judged anew when it comes first.</summary>
    private Rule[] Best(RuleSearch search, Rule[] old, HashSet<string> known, int most, RandomSource random)
    {
        int[] items = [.. Enumerable.Range(0, people.Columns).Where(item => BitMatrix.Count(_columns.Row(item)) >= options.MinSupport)];
        random.Shuffle(items.AsSpan());
        var grown = new RuleSearch.Found?[Math.Min(items.Length, GrownForEach * most)];
        Parallel.For(0, grown.Length, parallel, i => grown[i] = search.Grow(items[i]));
        var queue = new PriorityQueue<Rule, double>();
        foreach (RuleSearch.Found found in grown.OfType<RuleSearch.Found>().Concat(old.Select(rule => new RuleSearch.Found(rule, search.GainOf(rule)))))
            if (known.Add(RuleExtraction.KeyOf(found.Rule))) queue.Enqueue(found.Rule, -found.Gain);
        var best = new List<Rule>();
        while (best.Count < most && queue.TryDequeue(out Rule? rule, out _))
        {
            double gain = search.GainOf(rule);
            if (gain <= 0) continue;
            if (queue.TryPeek(out _, out double next) && gain < -next) queue.Enqueue(rule, -gain);
            else
            {
                best.Add(rule);
                search.Take(rule);
            }
        }
        return [.. best];
    }
}
