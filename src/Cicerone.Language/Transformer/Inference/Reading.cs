namespace Cicerone.Language.Transformer.Inference;

/// <summary>Tokens to be read after what a cache holds.</summary>
internal readonly record struct Reading(KeyValueCache Cache, ReadOnlyMemory<int> Tokens);
