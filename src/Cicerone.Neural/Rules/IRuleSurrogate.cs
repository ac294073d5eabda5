using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>A continuous twin of discrete rules: where their gradients come from.</summary>
internal interface IRuleSurrogate
{
    /// <summary>Writes the slopes of the loss in the weights and gates of a layer of rules.</summary>
    /// <param name="batch">Whom, and what rules.</param>
    /// <param name="outputSlopes">The slopes in what the rules say, shape [people, rules].</param>
    /// <param name="bodies">Weights, shape [items, rules].</param>
    /// <param name="gates">One for each rule.</param>
    /// <param name="bodySlopes">Where the slopes in the weights go.</param>
    /// <param name="gateSlopes">Where the slopes in the gates go.</param>
    /// <param name="parallel">How to run parallel loops.</param>
    void Slopes(RuleBatch batch, PanelMatrix outputSlopes, ReadOnlySpan<float> bodies, ReadOnlySpan<float> gates, Span<float> bodySlopes, Span<float> gateSlopes, ParallelOptions parallel);
}

/// <summary>Some people and what a layer of rules says of them.</summary>
internal sealed class RuleBatch
{
    /// <param name="histories">Shape [people, items], binary.</param>
    /// <param name="rules">The rules.</param>
    public RuleBatch(SparseMatrix histories, Rule[] rules)
    {
        (Histories, ByItem, Columns, Rules) = (histories, histories.Transpose(), BitMatrix.ColumnsOf(histories), rules);
        Satisfied = RuleLayer.Satisfied(rules, Columns);
    }

    public SparseMatrix Histories { get; }

    /// <summary>The same by items.</summary>
    public SparseMatrix ByItem { get; }

    /// <summary>The same as packed sets of people.</summary>
    public BitMatrix Columns { get; }

    public Rule[] Rules { get; }

    /// <summary>For each rule, who satisfies it.</summary>
    public BitMatrix Satisfied { get; }
}
