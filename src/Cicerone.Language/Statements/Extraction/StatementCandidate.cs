namespace Cicerone.Language.Statements.Extraction;

/// <summary>A statement found in a review, with the words it rests on.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Sentiment">Whether it speaks for the product.</param>
/// <param name="Start">Where in the review's text its words begin, in UTF-16 units.</param>
/// <param name="Length">How many they are, at least 1.</param>
public sealed record StatementCandidate(string Text, Sentiment Sentiment, int Start, int Length)
{
    /// <summary>Whether its words lie within a text.</summary>
    public bool LiesIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Start >= 0 && Length > 0 && Start <= text.Length - Length;
    }
}
