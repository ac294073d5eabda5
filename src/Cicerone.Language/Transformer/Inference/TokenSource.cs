namespace Cicerone.Language.Transformer.Inference;

/// <summary>Where a token of a pass belongs.</summary>
/// <param name="Cache">Of its text.</param>
/// <param name="Ahead">How many tokens of the same pass stand before it in its text.</param>
internal readonly record struct TokenSource(KeyValueCache Cache, int Ahead)
{
    /// <summary>Its position in the text.</summary>
    public int Position => Cache.Length + Ahead;

    /// <summary>Tokens that it sees, itself included.</summary>
    public int Seen => Position + 1;
}
