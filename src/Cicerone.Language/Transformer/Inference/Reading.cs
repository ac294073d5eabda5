namespace Cicerone.Language.Transformer.Inference;

/// <summary>Tokens to be read after what a cache holds.</summary>
/// <param name="Cache">Of the text.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="Soft">Vectors of this text's own for tokens past the vocabulary, shape [tokens, width]; empty takes those of the model.</param>
internal readonly record struct Reading(KeyValueCache Cache, ReadOnlyMemory<int> Tokens, ReadOnlyMemory<float> Soft = default);
