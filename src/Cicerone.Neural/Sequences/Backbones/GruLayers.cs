using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>Recurrent layers, and a last one back to the width of an item.</summary>
internal sealed class GruLayers : ISequenceLayers
{
    private readonly GruLayer[] _layers;
    private readonly LinearLayer _dense;

    public GruLayers(ParameterSet parameters, Gru4RecOptions options)
    {
        _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new GruLayer(parameters, $"gru.{layer}", layer == 0 ? options.Width : options.Hidden, options.Hidden))];
        _dense = new LinearLayer(parameters, "dense", options.Hidden, options.Width, Math.Sqrt(2.0 / (options.Hidden + options.Width)));
    }

    public Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step)
    {
        var moments = new RaggedMoments(batch);
        foreach (GruLayer layer in _layers) tokens = layer.Of(tokens, moments);
        return _dense.Of(lastOnly ? tokens.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : tokens);
    }
}
