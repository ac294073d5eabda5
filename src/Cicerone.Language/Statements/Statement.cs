namespace Cicerone.Language.Statements;

/// <summary>A statement on products: one opinion of one aspect.</summary>
/// <param name="Text">It in its usual form.</param>
/// <param name="Sentiment">Whether it speaks for the product.</param>
public sealed record Statement(string Text, Sentiment Sentiment)
{
    /// <summary>What tells it apart in a vocabulary: its text and its sentiment.</summary>
    public string Key => $"{Text} [{Sentiment.ToString().ToLowerInvariant()}]";
}
