namespace Cicerone.Language.Statements;

/// <summary>Whether a statement speaks for the product, against it, or only describes it.</summary>
public enum Sentiment
{
    /// <summary>A problem.</summary>
    Negative = -1,

    /// <summary>A description, or something mixed.</summary>
    Neutral = 0,

    /// <summary>A desirable property or outcome.</summary>
    Positive = 1,
}
