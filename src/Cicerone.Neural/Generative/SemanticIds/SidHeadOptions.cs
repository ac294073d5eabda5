using Cicerone.Data.Features.Quantisation;
using Cicerone.Neural.Sequences;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>Options of <see cref="SidHeadModel"/>: those of the tower, which is a <see cref="SasRec"/>, and those of ids and head.</summary>
public sealed record SidHeadOptions : SasRecOptions
{
    /// <summary>A folder of semantic ids, as <c>cicerone semantic-ids</c> makes it; empty makes them from vectors.</summary>
    [Option("a folder of semantic ids, as 'cicerone semantic-ids' makes it; empty makes them from vectors")]
    public string Ids { get; init; } = "";

    /// <summary>The features that ids are made of; empty takes the tower's own vectors of the items.</summary>
    [Option("the features that ids are made of; empty takes the tower's own vectors of the items")]
    public string Features { get; init; } = "";

    /// <summary>Codes of an id.</summary>
    [Option("codes of an id, the coarsest first", Min = 1, Max = 8)]
    public int Levels { get; init => field = Checked(value); } = 2;

    /// <summary>How many codes a level has.</summary>
    [Option("how many codes a level has", Min = 2, Max = 65_536)]
    public int Codes { get; init => field = Checked(value); } = 64;

    /// <summary>Whether later levels have a table of their own for each code of the first.</summary>
    [Option("whether later levels have a table of their own for each code of the first")]
    public bool Nested { get; init; } = true;

    /// <summary>Whether no code takes more than its share of the items.</summary>
    [Option("whether no code takes more than its share of the items")]
    public bool Balanced { get; init; }

    /// <summary>Whether items that share an id are given others under the same first codes.</summary>
    [Option("whether items that share an id are given others under the same first codes")]
    public bool Repair { get; init; } = true;

    /// <summary>Passes over the training examples for the head, at most.</summary>
    [Option("passes over the training examples for the head, at most", Min = 0, Max = 100_000)]
    public int HeadEpochs { get; init => field = Checked(value); } = 50;

    /// <summary>Beginnings of ids that the search keeps.</summary>
    [Option("beginnings of ids that the search keeps", Min = 1, Max = 65_536)]
    public int Beam { get; init => field = Checked(value); } = 20;

    /// <summary>Whole ids that the search keeps.</summary>
    [Option("whole ids that the search keeps", Min = 1, Max = 1 << 20)]
    public int Found { get; init => field = Checked(value); } = 384;

    /// <summary>Whether what is found is ranked by the tower's inner product; else by the likelihood of its id.</summary>
    [Option("whether what is found is ranked by the tower's inner product; else by the likelihood of its id")]
    public bool Rerank { get; init; } = true;

    /// <summary>How vectors become ids.</summary>
    internal SemanticIdOptions IdOptions => new() { Levels = Levels, Codes = Codes, Nested = Nested, Balanced = Balanced, Repair = Repair };
}
