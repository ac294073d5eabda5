using Cicerone.Language.Transformer;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Tests.Transformer;

/// <summary>Small decoders with random weights, large enough that attention is not flat.</summary>
internal static class TinyDecoder
{
    public static readonly TheoryData<DecoderFamily> Families = [DecoderFamily.Llama, DecoderFamily.Qwen2, DecoderFamily.Qwen3, DecoderFamily.Gpt2];

    public static DecoderShape Shape(DecoderFamily family) => new()
    {
        Family = family,
        Vocabulary = 50,
        Width = 24,
        Inner = 40,
        Layers = 2,
        Heads = 4,
        KeyHeads = family == DecoderFamily.Gpt2 ? 4 : 2,
        HeadWidth = family == DecoderFamily.Qwen3 ? 10 : 6,
        MaxLength = 200,
        TiesHead = family != DecoderFamily.Llama,
    };

    public static Decoder Of(DecoderFamily family, bool learned = true)
    {
        var decoder = new Decoder(Shape(family), seed: 5, learned: learned);
        var random = new RandomSource(9);
        foreach (Parameter parameter in decoder.Parameters.All)
            foreach (ref float value in parameter.Values) value += (float)(0.2 * random.NextNormal());
        return decoder;
    }

    /// <summary>A text of random tokens.</summary>
    public static int[] Text(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextInt(50))];
    }
}
