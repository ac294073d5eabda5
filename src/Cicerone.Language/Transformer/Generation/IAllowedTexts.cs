namespace Cicerone.Language.Transformer.Generation;

/// <summary>What may be said from a point on, token by token.</summary>
internal interface IAllowedTexts
{
    /// <summary>Whether a text may end here; a longer one may go on.</summary>
    bool IsEnd { get; }

    /// <summary>The tokens by which texts go on.</summary>
    IReadOnlyCollection<int> Tokens { get; }

    /// <summary>Where a token leads; null when no text has it here.</summary>
    IAllowedTexts? After(int token);
}
