using Cicerone.Language.Tests.Transformer;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Tests.Unlearning;

/// <summary>A decoder all of whose parts but one bring next to nothing, and prompts with counterfactuals for it.</summary>
internal static class PlantedDecoder
{
    public const int Yes = 3, No = 4;

    public static readonly Component Planted = new(1, 2);

    public static MarginRuns Of(out Decoder decoder)
    {
        DecoderShape shape = TinyDecoder.Shape(DecoderFamily.Llama) with { KeyHeads = 4 };
        decoder = new Decoder(shape, seed: 4);
        var random = new RandomSource(2);
        foreach (Parameter parameter in decoder.Parameters.All)
        {
            bool isMix = parameter.Name.EndsWith("o_proj.weight", StringComparison.Ordinal), isAdded = isMix || parameter.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
            bool isLayer = parameter.Name.Contains($"layers.{Planted.Layer}.", StringComparison.Ordinal);
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                bool isPlanted = isMix && isLayer && i % shape.QueryWidth / shape.HeadWidth == Planted.Head;
                double drawn = random.NextNormal();
                parameter.Values[i] = (float)(isPlanted ? drawn : isAdded ? 1e-3 * drawn : parameter.Values[i] + 0.3 * drawn);
            }
        }
        return new MarginRuns(decoder, Yes, No);
    }

    /// <summary>Pairs that differ in their first tokens, so that only attention can tell them apart; the right answer is what they make less likely.</summary>
    public static PromptPair[] Pairs(MarginRuns runs, int count) =>
    [
        .. Enumerable.Range(0, count).Select(pair =>
        {
            int[] clean = TinyDecoder.Text(5 + pair % 4, (ulong)pair), corrupt = [.. TinyDecoder.Text(3, (ulong)(pair + 1000)), .. clean[3..]];
            float[] margins = runs.MarginsOf([clean, corrupt]);
            return new PromptPair(clean, corrupt, margins[0] > margins[1]);
        }),
    ];
}
