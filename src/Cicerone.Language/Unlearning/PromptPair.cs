namespace Cicerone.Language.Unlearning;

/// <summary>A prompt and one in which what decides its answer was replaced: as many tokens, and the same question at the same place.</summary>
internal sealed record PromptPair
{
    /// <param name="clean">The prompt, up to the answer.</param>
    /// <param name="corrupt">The same with other events.</param>
    /// <param name="isYes">The answer to the first.</param>
    /// <exception cref="ArgumentException">They differ in length.</exception>
    public PromptPair(int[] clean, int[] corrupt, bool isYes)
    {
        if (clean.Length != corrupt.Length) throw new ArgumentException($"A prompt of {clean.Length} tokens and one of {corrupt.Length} are no pair: activations would be compared at other places.", nameof(corrupt));
        (Clean, Corrupt, IsYes) = (clean, corrupt, isYes);
    }

    public int[] Clean { get; }

    public int[] Corrupt { get; }

    public bool IsYes { get; }
}
