namespace Cicerone.Protocols;

/// <summary>
/// What a model is shown of a person at test time, and what it may not recommend. Both decide the figures.
/// At validation both are the training part.
/// </summary>
/// <param name="History">Parts that make up the person's history when tested.</param>
/// <param name="Mask">Parts whose items are not candidates for the person when tested.</param>
public sealed record SplitRules(IReadOnlyList<SplitPart> History, IReadOnlyList<SplitPart> Mask)
{
    /// <summary>History is the training part; training and validation items are masked.</summary>
    public static SplitRules TrainHistory { get; } = new([SplitPart.Train], [SplitPart.Train, SplitPart.Valid]);

    /// <summary>History is the training and validation parts, and both are masked.</summary>
    public static SplitRules FullHistory { get; } = new([SplitPart.Train, SplitPart.Valid], [SplitPart.Train, SplitPart.Valid]);
}
