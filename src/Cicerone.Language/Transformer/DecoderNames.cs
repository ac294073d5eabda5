namespace Cicerone.Language.Transformer;

/// <summary>Names of a decoder's tensors: those of Llama, which Qwen shares, and with which GPT-2's are read too.</summary>
internal static class DecoderNames
{
    public const string Tokens = "model.embed_tokens.weight", Positions = "model.embed_positions.weight", Norm = "model.norm", Head = "lm_head.weight";

    /// <summary>Start of the names of a layer.</summary>
    public static string Layer(int layer) => $"model.layers.{layer}";

    /// <summary>Every tensor that a decoder of a shape has, with its own shape.</summary>
    public static IEnumerable<(string Name, long[] Shape)> All(DecoderShape shape)
    {
        yield return (Tokens, [shape.Vocabulary, shape.Width]);
        if (!shape.HasRotary) yield return (Positions, [shape.MaxLength, shape.Width]);
        for (int layer = 0; layer < shape.Layers; layer++)
            foreach ((string name, long[] size) in OfLayer(shape)) yield return ($"{Layer(layer)}.{name}", size);
        foreach ((string name, long[] size) in Normed(shape, Norm, shape.Width)) yield return (name, size);
        if (!shape.TiesHead) yield return (Head, [shape.Vocabulary, shape.Width]);
    }

    private static IEnumerable<(string Name, long[] Shape)> OfLayer(DecoderShape shape) =>
    [
        .. Normed(shape, "input_layernorm", shape.Width),
        .. Linear("self_attn.q_proj", shape.Width, shape.QueryWidth, shape.HasQueryBias),
        .. Linear("self_attn.k_proj", shape.Width, shape.KeyWidth, shape.HasQueryBias),
        .. Linear("self_attn.v_proj", shape.Width, shape.KeyWidth, shape.HasQueryBias),
        .. Linear("self_attn.o_proj", shape.QueryWidth, shape.Width, shape.HasBias),
        .. shape.HasHeadNorm ? [("self_attn.q_norm.weight", (long[])[shape.HeadWidth]), ("self_attn.k_norm.weight", [shape.HeadWidth])] : Array.Empty<(string, long[])>(),
        .. Normed(shape, "post_attention_layernorm", shape.Width),
        .. shape.HasGate ? Linear("mlp.gate_proj", shape.Width, shape.Inner, bias: false) : [],
        .. Linear("mlp.up_proj", shape.Width, shape.Inner, shape.HasBias),
        .. Linear("mlp.down_proj", shape.Inner, shape.Width, shape.HasBias),
    ];

    private static IEnumerable<(string Name, long[] Shape)> Normed(DecoderShape shape, string name, int width) =>
        shape.HasRmsNorm ? [($"{name}.weight", [width])] : [($"{name}.weight", [width]), ($"{name}.bias", [width])];

    private static IEnumerable<(string Name, long[] Shape)> Linear(string name, int inputs, int outputs, bool bias) =>
        bias ? [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])] : [($"{name}.weight", [outputs, inputs])];
}
