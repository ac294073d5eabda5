using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicerone.Language.Transformer;

/// <summary>
/// The shape of a decoder as <c>config.json</c> of a published folder tells it, in the spelling of version 4 or 5 of its library.
/// What this decoder cannot do is refused, never left out.
/// </summary>
internal static class DecoderConfig
{
    private const int MostBytes = 1 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Dictionary<string, DecoderFamily> Families = new(StringComparer.Ordinal)
    {
        ["llama"] = DecoderFamily.Llama,
        ["qwen2"] = DecoderFamily.Qwen2,
        ["qwen3"] = DecoderFamily.Qwen3,
        ["gpt2"] = DecoderFamily.Gpt2,
    };

    /// <summary>Reads a shape.</summary>
    /// <exception cref="CiceroneException">The file is missing, damaged, too large, or of a decoder that this one cannot be.</exception>
    public static DecoderShape Read(string path)
    {
        JsonElement json = JsonFile.Read(path, MostBytes);
        var reader = new Fields(path, json);
        string type = reader.Text("model_type");
        DecoderFamily family = Families.TryGetValue(type, out DecoderFamily known) ? known : throw CiceroneException.UnknownName($"kind of model in {path}", type, Families.Keys);
        return (family == DecoderFamily.Gpt2 ? Gpt2(reader) : Rotary(reader, family)).Checked();
    }

    /// <summary>Writes a shape, so that <see cref="Read"/> and other programs read it.</summary>
    public static void Write(string path, DecoderShape shape)
    {
        string type = Families.Single(family => family.Value == shape.Family).Key;
        JsonObject json = shape.Family == DecoderFamily.Gpt2
            ? new JsonObject
            {
                ["activation_function"] = "gelu_new",
                ["n_embd"] = shape.Width,
                ["n_inner"] = shape.Inner,
                ["n_layer"] = shape.Layers,
                ["n_head"] = shape.Heads,
                ["n_positions"] = shape.MaxLength,
                ["layer_norm_epsilon"] = shape.NormEpsilon,
            }
            : new JsonObject
            {
                ["hidden_act"] = "silu",
                ["hidden_size"] = shape.Width,
                ["intermediate_size"] = shape.Inner,
                ["num_hidden_layers"] = shape.Layers,
                ["num_attention_heads"] = shape.Heads,
                ["num_key_value_heads"] = shape.KeyHeads,
                ["head_dim"] = shape.HeadWidth,
                ["max_position_embeddings"] = shape.MaxLength,
                ["rms_norm_eps"] = shape.NormEpsilon,
                ["rope_theta"] = shape.RotaryBase,
            };
        json["model_type"] = type;
        json["vocab_size"] = shape.Vocabulary;
        json["tie_word_embeddings"] = shape.TiesHead;
        File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    private static DecoderShape Gpt2(Fields fields)
    {
        fields.Require("activation_function", "gelu_new");
        fields.Require("scale_attn_weights", expected: true);
        fields.Require("scale_attn_by_inverse_layer_idx", expected: false);
        int width = fields.Number("n_embd"), heads = fields.Number("n_head");
        if (heads < 1 || width % heads != 0) throw fields.Refused($"{heads} heads do not divide n_embd {width}");
        return new DecoderShape
        {
            Family = DecoderFamily.Gpt2,
            Vocabulary = fields.Number("vocab_size"),
            Width = width,
            Inner = fields.NumberOr("n_inner", 4 * width),
            Layers = fields.Number("n_layer"),
            Heads = heads,
            KeyHeads = heads,
            HeadWidth = width / heads,
            MaxLength = fields.Number("n_positions"),
            NormEpsilon = fields.RealOr("layer_norm_epsilon", 1e-5),
            TiesHead = fields.FlagOr("tie_word_embeddings", missing: true),
        };
    }

    private static DecoderShape Rotary(Fields fields, DecoderFamily family)
    {
        fields.Require("hidden_act", "silu");
        foreach (string switched in (string[])["attention_bias", "mlp_bias", "use_sliding_window"]) fields.Require(switched, expected: false);
        int width = fields.Number("hidden_size"), heads = fields.Number("num_attention_heads");
        if (heads < 1) throw fields.Refused($"it has {heads} heads");
        return new DecoderShape
        {
            Family = family,
            Vocabulary = fields.Number("vocab_size"),
            Width = width,
            Inner = fields.Number("intermediate_size"),
            Layers = fields.Number("num_hidden_layers"),
            Heads = heads,
            KeyHeads = fields.NumberOr("num_key_value_heads", heads),
            HeadWidth = fields.NumberOr("head_dim", width / heads),
            MaxLength = fields.Number("max_position_embeddings"),
            NormEpsilon = fields.RealOr("rms_norm_eps", 1e-6),
            RotaryBase = fields.RotaryBase(),
            TiesHead = fields.FlagOr("tie_word_embeddings", missing: false),
        };
    }

    /// <summary>The members of a configuration; an explicit null counts as missing.</summary>
    private sealed class Fields(string path, JsonElement json)
    {
        public CiceroneException Refused(string why) => new($"{path} describes a decoder that cannot be read: {why}.");

        public string Text(string name) => Find(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Refused($"'{name}' is missing or no text");

        public int Number(string name) => Find(json, name) is { } value ? Number(name, value) : throw Refused($"'{name}' is missing");

        public int NumberOr(string name, int missing) => Find(json, name) is { } value ? Number(name, value) : missing;

        public double RealOr(string name, double missing) => Find(json, name) is { } value ? Real(name, value) : missing;

        public bool FlagOr(string name, bool missing) => Find(json, name) is not { } value ? missing
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Refused($"'{name}' is neither true nor false");

        public void Require(string name, bool expected)
        {
            if (FlagOr(name, expected) != expected) throw Refused($"'{name}' is {(expected ? "false" : "true")}, which is not supported");
        }

        public void Require(string name, string expected)
        {
            if (Find(json, name) is not null && Text(name) != expected) throw Refused($"'{name}' is '{Text(name)}', but only '{expected}' is supported");
        }

        /// <summary>The base of the angles, which version 5 keeps beside the kind of scaling; only unscaled angles are supported.</summary>
        public double RotaryBase()
        {
            const double Usual = 10_000;
            foreach (string name in (string[])["rope_parameters", "rope_scaling"])
            {
                if (Find(json, name) is not { } rotary) continue;
                if (rotary.ValueKind != JsonValueKind.Object) throw Refused($"'{name}' is no object");
                string type = (Find(rotary, "rope_type") ?? Find(rotary, "type")) is { ValueKind: JsonValueKind.String } given ? given.GetString()! : "default";
                if (type != "default") throw Refused($"its rotary positions are scaled ('{type}'), but only 'default' is supported");
                if (Find(rotary, "rope_theta") is { } theta) return Real("rope_theta", theta);
            }
            return RealOr("rope_theta", Usual);
        }

        private int Number(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Refused($"'{name}' is no whole number");

        private double Real(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Refused($"'{name}' is no number");

        private static JsonElement? Find(JsonElement from, string name) =>
            from.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
