namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>What one part has to do with another's input.</summary>
/// <param name="Source">Where it comes from; null for the tokens' vectors.</param>
/// <param name="Reader">What reads it.</param>
/// <param name="Score">Mean over prompts of the size of the change of the margin, to first order.</param>
internal sealed record Edge(Component? Source, EdgeReader Reader, double Score);
