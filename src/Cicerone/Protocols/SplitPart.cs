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

    /// <summary>What people who are kept out of training are known by when their held-out events are ranked; no model learns from it.</summary>
    FoldIn,
}
