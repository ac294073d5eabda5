namespace Cicerone.Data.Features.Quantisation;

/// <summary>How vectors become semantic ids.</summary>
public sealed record SemanticIdOptions : OptionSet
{
    /// <summary>Codes of an id, the coarsest first.</summary>
    [Option("codes of an id, the coarsest first", Min = 1, Max = 8)]
    public int Levels { get; init => field = Checked(value); } = 2;

    /// <summary>How many codes a level has.</summary>
    [Option("how many codes a level has", Min = 2, Max = 65_536)]
    public int Codes { get; init => field = Checked(value); } = 256;

    /// <summary>Whether the later levels have a table of their own for each code of the first, instead of one for all.</summary>
    [Option("whether later levels have a table of their own for each code of the first")]
    public bool Nested { get; init; }

    /// <summary>Whether no code takes more than its share of the items, ⌈items/codes⌉.</summary>
    [Option("whether no code takes more than its share of the items")]
    public bool Balanced { get; init; }

    /// <summary>Whether items that share an id are given others, as near as may be, under the same first codes.</summary>
    [Option("whether items that share an id are given others under the same first codes")]
    public bool Repair { get; init; } = true;

    /// <summary>Rounds of k-means at most.</summary>
    [Option("rounds of k-means at most", Min = 0, Max = 1_000)]
    public int Iterations { get; init => field = Checked(value); } = 25;
}
