namespace Cicerone.Language.Unlearning;

/// <summary>A prompt up to its answer, and the answer.</summary>
internal readonly record struct AnsweredPrompt(int[] Tokens, bool IsYes);
