namespace Cicerone.Language.Transformer;

/// <summary>What decides the tensors of a decoder and what is computed with them. Every number is checked when it is given.</summary>
public sealed record DecoderShape
{
    private const int Most = 1 << 20;

    /// <summary>Which family it belongs to.</summary>
    public DecoderFamily Family { get; init; }

    /// <summary>How many tokens there are, 1 to 2²⁰.</summary>
    public required int Vocabulary { get; init => field = InRange(value, "vocabulary"); }

    /// <summary>Length of a token's vector, 1 to 2²⁰.</summary>
    public required int Width { get; init => field = InRange(value, "width"); }

    /// <summary>Width inside of the feed-forward networks, 1 to 2²⁰.</summary>
    public required int Inner { get; init => field = InRange(value, "inner width"); }

    /// <summary>How many layers there are, 1 to 2²⁰.</summary>
    public required int Layers { get; init => field = InRange(value, "number of layers"); }

    /// <summary>Heads that ask, in each layer.</summary>
    public required int Heads { get; init => field = InRange(value, "number of heads"); }

    /// <summary>Heads that are asked, in each layer: each serves <see cref="Heads"/> / <see cref="KeyHeads"/> neighbouring ones (Ainslie et al., EMNLP 2023).</summary>
    public required int KeyHeads { get; init => field = InRange(value, "number of key heads"); }

    /// <summary>Length of a head's vectors; heads × this need not be <see cref="Width"/>.</summary>
    public required int HeadWidth { get; init => field = InRange(value, "head width"); }

    /// <summary>The most tokens of a text.</summary>
    public required int MaxLength { get; init => field = InRange(value, "maximum length"); }

    /// <summary>Added to what a norm divides by, above 0.</summary>
    public double NormEpsilon { get; init => field = Positive(value, "epsilon of the norms"); } = 1e-5;

    /// <summary>Base of the rotary angles, above 0; without meaning for GPT-2.</summary>
    public double RotaryBase { get; init => field = Positive(value, "base of the rotary angles"); } = 10_000;

    /// <summary>Whether the tokens' vectors are also what the last state is compared with.</summary>
    public bool TiesHead { get; init; } = true;

    /// <summary>Whether positions are angles and not learned vectors.</summary>
    public bool HasRotary => Family != DecoderFamily.Gpt2;

    /// <summary>Whether norms divide by the root of the mean square alone.</summary>
    public bool HasRmsNorm => Family != DecoderFamily.Gpt2;

    /// <summary>Whether feed-forward networks have a gate.</summary>
    public bool HasGate => Family != DecoderFamily.Gpt2;

    /// <summary>Whether queries, keys and values have biases.</summary>
    public bool HasQueryBias => Family is DecoderFamily.Qwen2 or DecoderFamily.Gpt2;

    /// <summary>Whether the other linear layers have biases.</summary>
    public bool HasBias => Family == DecoderFamily.Gpt2;

    /// <summary>Whether queries and keys are normalised, head by head.</summary>
    public bool HasHeadNorm => Family == DecoderFamily.Qwen3;

    /// <summary>Numbers of all queries of a token.</summary>
    internal int QueryWidth => Heads * HeadWidth;

    /// <summary>Numbers of all keys of a token.</summary>
    internal int KeyWidth => KeyHeads * HeadWidth;

    /// <summary>A small decoder that is learned from nothing: as many key heads as heads, and a gated network with as many numbers as one without a gate, four times as wide.</summary>
    /// <exception cref="CiceroneException">The heads do not divide the width, or into odd ones.</exception>
    internal static DecoderShape Small(int vocabulary, int width, int layers, int heads, int maxLength)
    {
        if (width % heads != 0) throw new CiceroneException($"Option 'heads' is {heads}, but must divide 'width' {width}.");
        return new DecoderShape
        {
            Vocabulary = vocabulary,
            Width = width,
            Inner = (8 * width + 2) / 3,
            Layers = layers,
            Heads = heads,
            KeyHeads = heads,
            HeadWidth = width / heads,
            MaxLength = maxLength,
        }.Checked();
    }

    /// <summary>The same, when its numbers fit each other.</summary>
    /// <exception cref="CiceroneException">They do not; the message says how.</exception>
    internal DecoderShape Checked()
    {
        if (Heads % KeyHeads != 0) throw new CiceroneException($"A decoder's {Heads} heads cannot share {KeyHeads} key heads evenly.");
        if (HasRotary && HeadWidth % 2 != 0) throw new CiceroneException($"A decoder's heads are {HeadWidth} wide, which cannot be rotated in pairs: give an even width.");
        if ((long)Heads * HeadWidth > Most) throw new CiceroneException($"A decoder's {Heads} heads of {HeadWidth} are wider than {Most}.");
        return this;
    }

    private static int InRange(int value, string name) =>
        value is >= 1 and <= Most ? value : throw new CiceroneException($"The {name} of a decoder is {value}, but must lie in 1 to {Most}.");

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new CiceroneException($"The {name} of a decoder is {value}, but must be above 0.");
}
