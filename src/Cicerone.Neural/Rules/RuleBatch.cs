using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>Some people and what a layer of rules says of them.</summary>
internal sealed class RuleBatch
{
    /// <param name="histories">Shape [people, items], binary.</param>
    /// <param name="rules">The rules.</param>
    public RuleBatch(SparseMatrix histories, Rule[] rules)
    {
        (Histories, ByItem) = (histories, histories.Transpose());
        Said = SparseMatrix.Membership(Rule.Satisfied(rules, BitMatrix.ColumnsOf(histories)));
    }

    public SparseMatrix Histories { get; }

    /// <summary>The same by items.</summary>
    public SparseMatrix ByItem { get; }

    /// <summary>Who satisfies what, shape [people, rules].</summary>
    public SparseMatrix Said { get; }
}
