namespace Cicerone.Language.Statements.Clustering;

/// <summary>How statements are merged. The published thresholds, .90, .90 and .85, are for the vectors of one language model; ours are for the project's vectors of words.</summary>
public sealed record ClusteringOptions : OptionSet
{
    /// <summary>How many of the nearest statements are looked at.</summary>
    [Option("how many of the nearest statements are looked at", Min = 1, Max = 4096)]
    public int Neighbours { get; init => field = Checked(value); } = 128;

    /// <summary>The least cosine of two statements that are judged.</summary>
    [Option("the least cosine of two statements that are judged", Min = 0, Max = 1)]
    public double Near { get; init => field = Checked(value); } = 0.6;

    /// <summary>The least judgement of two statements that are joined.</summary>
    [Option("the least judgement of two statements that are joined", Min = 0, Max = 1)]
    public double Same { get; init => field = Checked(value); } = 0.9;

    /// <summary>The least cosine of any two statements of one cluster.</summary>
    [Option("the least cosine of any two statements of one cluster", Min = -1, Max = 1)]
    public double Tight { get; init => field = Checked(value); } = 0.5;

    /// <summary>Whether clusters that hang together too loosely are refined and checked again.</summary>
    [Option("whether clusters that hang together too loosely are refined and checked again")]
    public bool Refine { get; init; } = true;
}
