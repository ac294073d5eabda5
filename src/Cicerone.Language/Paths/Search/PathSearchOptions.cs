namespace Cicerone.Language.Paths.Search;

/// <summary>How paths are searched. All weights are ours: of the published method it is only known that its search is by rules.</summary>
internal sealed record PathSearchOptions
{
    /// <summary>Paths that are kept at most.</summary>
    public int Paths { get; init; } = 2;

    /// <summary>The fewest people, without whoever asks, who must have chosen both ends of a hop through people.</summary>
    public int LeastPeople { get; init; } = 5;

    /// <summary>Neighbours of a node that are looked at, the best first.</summary>
    public int Neighbours { get; init; } = 60;

    /// <summary>Partial paths that are followed further.</summary>
    public int Beam { get; init; } = 20;

    /// <summary>η: what it weighs that an item suits the person, where that it suits the target weighs 1.</summary>
    public double Taste { get; init; } = 0.5;

    /// <summary>ρ: what each unit of log(1 + degree) costs: a hub explains nothing.</summary>
    public double HubPenalty { get; init; } = 0.05;

    /// <summary>ξ: what each hop beyond three costs.</summary>
    public double HopPenalty { get; init; } = 0.1;

    /// <summary>What a partial path's nearness to the target adds where it is compared with others.</summary>
    public double Ahead { get; init; } = 0.5;

    /// <summary>Two paths that share this much of their nodes (Jaccard) are not both kept.</summary>
    public double MostShared { get; init; } = 0.5;
}
