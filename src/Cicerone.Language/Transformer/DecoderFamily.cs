namespace Cicerone.Language.Transformer;

/// <summary>Families of decoders whose published files can be read.</summary>
public enum DecoderFamily
{
    /// <summary>RMS norms, rotary positions, a gated feed-forward network (Touvron et al., 2023).</summary>
    Llama,

    /// <summary>Llama with biases of queries, keys and values.</summary>
    Qwen2,

    /// <summary>Llama with an RMS norm over each query and key before the rotation.</summary>
    Qwen3,

    /// <summary>Layer norms, learned positions, biases everywhere, a feed-forward network with GELU (Radford et al., 2019).</summary>
    Gpt2,
}
