namespace Cicerone.Protocols;

/// <summary>
/// What a model is shown of a person at test time, what it may not recommend, and which items are ranked. All of it decides
/// the figures. At validation the same holds without the validation part itself.
/// </summary>
/// <param name="History">Parts that make up the person's history when tested.</param>
/// <param name="Mask">Parts whose items are not candidates for the person when tested.</param>
public sealed record SplitRules(IReadOnlyList<SplitPart> History, IReadOnlyList<SplitPart> Mask)
{
    /// <summary>Which items are ranked.</summary>
    public CandidateItems Candidates { get; init; }

    /// <summary>Whether a query tells the action of the event that is held out, as TencentGR's second round does; else only what came before is known.</summary>
    public bool TellsAction { get; init; }

    /// <summary>How much a held-out event counts in the weighted score, by its action; null where there is no such score.</summary>
    public IReadOnlyDictionary<string, double>? ActionWeights { get; init; }

    /// <summary>History is the training part; training and validation items are masked.</summary>
    public static SplitRules TrainHistory { get; } = new([SplitPart.Train], [SplitPart.Train, SplitPart.Valid]);

    /// <summary>History is the training and validation parts, and both are masked.</summary>
    public static SplitRules FullHistory { get; } = new([SplitPart.Train, SplitPart.Valid], [SplitPart.Train, SplitPart.Valid]);

    /// <summary>History is the training part and what people outside of it are known by, and both are masked.</summary>
    public static SplitRules FoldedIn { get; } = new([SplitPart.Train, SplitPart.FoldIn], [SplitPart.Train, SplitPart.FoldIn]);

    /// <summary>The parts of a list that come before the one that is judged.</summary>
    internal static IEnumerable<SplitPart> Before(SplitPart judged, IReadOnlyList<SplitPart> parts) =>
        judged == SplitPart.Test ? parts : parts.Where(part => part is SplitPart.Train or SplitPart.FoldIn);
}
