namespace Cicerone.Models.Rules;

/// <summary>A condition on what a person chose: all, or any, of its literals hold.</summary>
public sealed class Rule
{
    /// <param name="op">Whether all literals must hold, or any.</param>
    /// <param name="codes">The literals: an item, or the bitwise complement of one that must be absent; each item once.</param>
    /// <param name="support">How many people of the training data satisfy it.</param>
    internal Rule(RuleOperator op, int[] codes, int support) => (Operator, Codes, Support) = (op, codes, support);

    /// <summary>Whether all literals must hold, or any.</summary>
    public RuleOperator Operator { get; }

    /// <summary>The literals; never empty.</summary>
    public IReadOnlyList<RuleLiteral> Literals => [.. Codes.Select(code => new RuleLiteral(code < 0 ? ~code : code, code < 0))];

    /// <summary>How many people of the training data satisfy it.</summary>
    public int Support { get; }

    /// <summary>The literals as <see cref="Kernels.BitMatrix"/> takes them.</summary>
    internal int[] Codes { get; }

    /// <summary>The items that occur in it.</summary>
    internal int[] Items => [.. Codes.Select(code => code < 0 ? ~code : code)];

    /// <summary>Writes who satisfies the rule.</summary>
    /// <param name="columns">For each item, who chose it.</param>
    /// <param name="into">The set; overwritten.</param>
    internal void Satisfy(Kernels.BitMatrix columns, Span<ulong> into)
    {
        if (Operator == RuleOperator.And) columns.And(Codes, into);
        else columns.Or(Codes, into);
    }

    /// <summary>For each rule, who satisfies it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="columns">For each item, who chose it.</param>
    internal static Kernels.BitMatrix Satisfied(IReadOnlyList<Rule> rules, Kernels.BitMatrix columns)
    {
        var satisfied = new Kernels.BitMatrix(rules.Count, columns.Columns);
        for (int rule = 0; rule < rules.Count; rule++) rules[rule].Satisfy(columns, satisfied.Writable(rule));
        return satisfied;
    }

    /// <summary>What is left of the rule for a person who has not chosen one of its items; null where it then never holds, or always.</summary>
    internal Rule? WithoutChoiceOf(int item) => Codes.Contains(item) == (Operator == RuleOperator.And) || Codes.Length == 1 ? null
        : new Rule(Operator, [.. Codes.Where(code => code != item && code != ~item)], 0);

    /// <summary>The same rule with its support counted.</summary>
    internal Rule Counted(Kernels.BitMatrix columns)
    {
        Span<ulong> set = new ulong[Kernels.BitMatrix.Words(columns.Columns)];
        Satisfy(columns, set);
        return new Rule(Operator, Codes, Kernels.BitMatrix.Count(set));
    }
}

/// <summary>How the literals of a rule are joined.</summary>
public enum RuleOperator
{
    /// <summary>All of them must hold.</summary>
    And,

    /// <summary>At least one must hold.</summary>
    Or,
}

/// <summary>One condition of a rule.</summary>
/// <param name="Item">The item it is about.</param>
/// <param name="Not">Whether the item must be absent from the history rather than present.</param>
public readonly record struct RuleLiteral(int Item, bool Not);
