using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>Transformer layers, one after the other, or a run of them over several streams.</summary>
internal sealed class TransformerLayers(ParameterSet parameters, SasRecOptions options) : ISequenceLayers
{
    private readonly TransformerLayer[] _layers =
        [.. Enumerable.Range(0, options.Layers).Select(layer => new TransformerLayer(parameters, "seq_encoder", layer, options.Width, options.Dropout, options.Deviation))];

    public Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step) => Of(tokens, batch, .., Streams.One, lastOnly, step);

    /// <summary>The tokens after some of the layers.</summary>
    public Tensor Of(Tensor tokens, RaggedBatch batch, Range run, Streams streams, bool lastOnly, Step step)
    {
        (int first, int count) = run.GetOffsetAndLength(_layers.Length);
        for (int layer = first; layer < first + count; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, streams.Count, options.Heads, options.Width, lastOnly && layer == _layers.Length - 1, streams.Apart) { IsCausal = !options.IsCloze };
            tokens = _layers[layer].Of(tokens, batch, shape, step);
        }
        return tokens;
    }
}
