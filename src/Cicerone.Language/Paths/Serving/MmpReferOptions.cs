using Cicerone.Language.Paths.Search;
using Cicerone.Neural.Sequences;

namespace Cicerone.Language.Paths.Serving;

/// <summary>Options of <see cref="MmpRefer"/>: those of its sequence model, which is a <see cref="SasRec"/>, and those of codes, paths and sentences.</summary>
public sealed record MmpReferOptions : SasRecOptions
{
    /// <summary>The fewest people of a hop that is shown.</summary>
    internal const int FewestPeopleShown = 5;

    /// <summary>Codes of an item, the coarsest first.</summary>
    [Option("codes of an item, the coarsest first", Min = 1, Max = 8)]
    public int Levels { get; init => field = Checked(value); } = 3;

    /// <summary>How many codes a level has.</summary>
    [Option("how many codes a level has", Min = 2, Max = 65_536)]
    public int Codes { get; init => field = Checked(value); } = 64;

    /// <summary>Passes over the items for the codes.</summary>
    [Option("passes over the items for the codes", Min = 0, Max = 100_000)]
    public int CodeEpochs { get; init => field = Checked(value); } = 100;

    /// <summary>Paths of a reason at most.</summary>
    [Option("paths that explain an item, at most", Min = 1, Max = 4)]
    public int Paths { get; init => field = Checked(value); } = 2;

    /// <summary>Items that each is joined to because they are alike.</summary>
    [Option("items that each is joined to because they are alike", Min = 1, Max = 1000)]
    public int Alike { get; init => field = Checked(value); } = 10;

    /// <summary>The fewest people who must have chosen both ends of a hop through people; never fewer than five.</summary>
    [Option("the fewest people who must have chosen both ends of a hop through people", Min = FewestPeopleShown, Max = 1_000_000)]
    public int LeastPeople { get; init => field = Checked(value); } = FewestPeopleShown;

    /// <summary>Passes over the reviews for the writer of sentences; it is left out where there are no reviews, or with 0.</summary>
    [Option("passes over the reviews for the writer of sentences; 0 leaves it out", Min = 0, Max = 100_000)]
    public int WriterEpochs { get; init => field = Checked(value); } = 6;

    /// <summary>Reviews that the writer learns from at most, drawn by chance; 0 takes all.</summary>
    [Option("reviews that the writer learns from at most, drawn by chance; 0 takes all", Min = 0, Max = 1e9)]
    public int WriterReviews { get; init => field = Checked(value); }

    /// <summary>Length of a token's vector of the writer.</summary>
    [Option("length of a token's vector of the writer", Min = 8, Max = 8192)]
    public int WriterWidth { get; init => field = Checked(value); } = 64;

    /// <summary>Layers of the writer's decoder.</summary>
    [Option("layers of the writer's decoder", Min = 1, Max = 200)]
    public int WriterLayers { get; init => field = Checked(value); } = 2;

    /// <summary>Tokens learned from the reviews.</summary>
    [Option("tokens that the writer learns from the reviews", Min = 256, Max = 1 << 17)]
    public int WriterVocabulary { get; init => field = Checked(value); } = 1024;

    /// <summary>Whether the writer is told the paths.</summary>
    [Option("whether the writer is told the paths")]
    public bool WriterPaths { get; init; } = true;

    /// <summary>Experts of each adapter, which turn the graph around person and item into soft prompts; 0 leaves soft prompts out.</summary>
    [Option("experts of each adapter that makes soft prompts for the writer; 0 leaves soft prompts out", Min = 0, Max = 1024)]
    public int Experts { get; init => field = Checked(value); } = 8;

    /// <summary>How paths are searched.</summary>
    internal PathSearchOptions Search => new() { Paths = Paths, LeastPeople = LeastPeople };
}
