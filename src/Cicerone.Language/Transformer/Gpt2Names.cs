using Cicerone.Models;

namespace Cicerone.Language.Transformer;

/// <summary>
/// GPT-2's tensors under the common names, and back. Its files keep linear weights turned ([inputs, outputs]), and one tensor
/// for queries, keys and values.
/// </summary>
internal static class Gpt2Names
{
    private const string Prefix = "transformer.";
    private static readonly string[] Joined = ["q_proj", "k_proj", "v_proj"];
    private static readonly (string Theirs, string Ours)[] Linears = [("attn.c_proj", "self_attn.o_proj"), ("mlp.c_fc", "mlp.up_proj"), ("mlp.c_proj", "mlp.down_proj")];
    private static readonly (string Theirs, string Ours)[] Norms = [("ln_1", "input_layernorm"), ("ln_2", "post_attention_layernorm")];

    /// <summary>The tensors of a file under the common names; those that hold the causal mask are left behind.</summary>
    /// <param name="stored">Tensors by the names in the file, with or without <c>transformer.</c> before them.</param>
    /// <param name="shape">What the configuration says.</param>
    public static Dictionary<string, float[]> FromStored(IReadOnlyDictionary<string, StoredTensor> stored, DecoderShape shape)
    {
        var left = stored.ToDictionary(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) ? pair.Key[Prefix.Length..] : pair.Key, pair => pair.Value, StringComparer.Ordinal);
        float[] Take(string name, params long[] size) =>
            left.Remove(name, out StoredTensor? tensor) ? tensor.Widened(size) : throw new CiceroneException($"The files have no tensor '{name}', which a gpt2 model needs.");
        int width = shape.Width;
        var ours = new Dictionary<string, float[]>(StringComparer.Ordinal)
        {
            [DecoderNames.Tokens] = Take("wte.weight", shape.Vocabulary, width),
            [DecoderNames.Positions] = Take("wpe.weight", shape.MaxLength, width),
            [DecoderNames.Norm + ".weight"] = Take("ln_f.weight", width),
            [DecoderNames.Norm + ".bias"] = Take("ln_f.bias", width),
        };
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string theirs = $"h.{layer}", named = DecoderNames.Layer(layer);
            foreach ((string norm, string name) in Norms)
                foreach (string part in (string[])["weight", "bias"]) ours[$"{named}.{name}.{part}"] = Take($"{theirs}.{norm}.{part}", width);
            float[] joined = Turned(Take($"{theirs}.attn.c_attn.weight", width, 3 * width), width), biases = Take($"{theirs}.attn.c_attn.bias", 3 * width);
            for (int part = 0; part < Joined.Length; part++)
            {
                ours[$"{named}.self_attn.{Joined[part]}.weight"] = joined[(part * width * width)..((part + 1) * width * width)];
                ours[$"{named}.self_attn.{Joined[part]}.bias"] = biases[(part * width)..((part + 1) * width)];
            }
            foreach ((string linear, string name) in Linears)
            {
                int inputs = linear == "mlp.c_proj" ? shape.Inner : width, outputs = linear == "mlp.c_fc" ? shape.Inner : width;
                ours[$"{named}.{name}.weight"] = Turned(Take($"{theirs}.{linear}.weight", inputs, outputs), inputs);
                ours[$"{named}.{name}.bias"] = Take($"{theirs}.{linear}.bias", outputs);
            }
            left.Remove($"{theirs}.attn.bias");
            left.Remove($"{theirs}.attn.masked_bias");
        }
        foreach ((string name, StoredTensor tensor) in left) ours[name] = tensor.Widened(); // lm_head, or what nobody expects
        return ours;
    }

    /// <summary>Tensors under the names and in the layout of GPT-2's files.</summary>
    public static IEnumerable<(string Name, StoredTensor Tensor)> ToStored(Func<string, float[]> ours, DecoderShape shape)
    {
        int width = shape.Width;
        yield return (Prefix + "wte.weight", StoredTensor.Of(ours(DecoderNames.Tokens), shape.Vocabulary, width));
        yield return (Prefix + "wpe.weight", StoredTensor.Of(ours(DecoderNames.Positions), shape.MaxLength, width));
        foreach (string part in (string[])["weight", "bias"]) yield return ($"{Prefix}ln_f.{part}", StoredTensor.Of(ours($"{DecoderNames.Norm}.{part}"), width));
        if (!shape.TiesHead) yield return (DecoderNames.Head, StoredTensor.Of(ours(DecoderNames.Head), shape.Vocabulary, width));
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string theirs = $"{Prefix}h.{layer}", named = DecoderNames.Layer(layer);
            foreach ((string norm, string name) in Norms)
                foreach (string part in (string[])["weight", "bias"]) yield return ($"{theirs}.{norm}.{part}", StoredTensor.Of(ours($"{named}.{name}.{part}"), width));
            float[] joined = [.. Joined.SelectMany(part => ours($"{named}.self_attn.{part}.weight"))];
            yield return ($"{theirs}.attn.c_attn.weight", StoredTensor.Of(Turned(joined, 3 * width), width, 3 * width));
            yield return ($"{theirs}.attn.c_attn.bias", StoredTensor.Of([.. Joined.SelectMany(part => ours($"{named}.self_attn.{part}.bias"))], 3 * width));
            foreach ((string linear, string name) in Linears)
            {
                float[] weight = ours($"{named}.{name}.weight"), bias = ours($"{named}.{name}.bias");
                yield return ($"{theirs}.{linear}.weight", StoredTensor.Of(Turned(weight, bias.Length), weight.Length / bias.Length, bias.Length));
                yield return ($"{theirs}.{linear}.bias", StoredTensor.Of(bias, bias.Length));
            }
        }
    }

    /// <summary>The transpose of a matrix of so many rows.</summary>
    private static float[] Turned(float[] values, int rows)
    {
        int columns = values.Length / rows;
        float[] turned = new float[values.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column];
        return turned;
    }
}
