using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Learns rules one by one: with the weights of all rules in closed form, each rule of a step is set against what the others leave
/// unexplained, and takes the change that explains most of it. Its examples are the rules, not the people.
/// </summary>
internal sealed class RefitLearner(RuleNetwork network, SparseMatrix people, LiaOptions options, ParallelOptions parallel) : ILearner
{
    private readonly Rule[] _start = network.Rules();
    private readonly RuleReadout _readout = new(people, options.HistoryExponent, parallel);
    private readonly BitMatrix _columns = BitMatrix.ColumnsOf(people);

    public int ExampleCount => options.Rules;

    public ParameterSet Parameters => network.Parameters;

    public IReadOnlyDictionary<string, double> Figures => RuleFigures.Of(_start, network.Rules());

    /// <summary>Revises some rules; the loss is that before, a person.</summary>
    public Tensor Loss(int[] examples, Step step)
    {
        Rule[] rules = [.. network.Rules().Select(rule => rule.Counted(_columns))];
        BitMatrix satisfied = RuleLayer.Satisfied(rules, _columns);
        double[] penalties = [.. rules.Select(rule => options.Regularisation + options.SupportPenalty * rule.Support)];
        PanelMatrix weights = _readout.Solve(satisfied, [.. rules.Select(rule => rule.Items)], penalties);
        Residual left = _readout.Left(satisfied, weights);
        var search = new RuleSearch(people, _columns, left, options, step.Random);
        var found = new Rule?[examples.Length];
        Parallel.For(0, examples.Length, parallel, i => found[i] = search.Better(rules[examples[i]], satisfied.Row(examples[i]), RowOf(weights, examples[i])));
        for (int i = 0; i < found.Length; i++)
            if (found[i] is { } better) network.Write(examples[i], better);
        double loss = left.Loss;
        for (int rule = 0; rule < rules.Length; rule++) loss += penalties[rule] * TensorPrimitives.SumOfSquares<float>(RowOf(weights, rule));
        return torch.tensor((float)(loss / people.Rows)).requires_grad_(true);
    }

    IRanker ILearner.Model() => RuleExtraction.InClosedForm(network.Rules(), people, options, skip: false, parallel);

    private static float[] RowOf(PanelMatrix weights, int rule)
    {
        float[] row = new float[weights.Columns];
        weights.CopyRow(rule, row.AsSpan());
        return row;
    }
}
