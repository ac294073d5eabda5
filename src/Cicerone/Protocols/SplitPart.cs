namespace Cicerone.Protocols;

/// <summary>A part of a split.</summary>
public enum SplitPart
{
    /// <summary>What models learn from.</summary>
    Train,

    /// <summary>What early stopping and tuning look at.</summary>
    Valid,

    /// <summary>What is scored once, at the end.</summary>
    Test,
}
