using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>The network of <see cref="Gru4Rec"/>: item embeddings with dropout, recurrent layers, and back to the width of an item.</summary>
internal sealed class Gru4RecNetwork : ISequenceNetwork, IDisposable
{
    private readonly Gru4RecOptions _options;
    private readonly int _itemCount;
    private readonly GruLayer[] _layers;
    private readonly LinearLayer _dense;

    public Gru4RecNetwork(int items, Gru4RecOptions options, ulong seed)
    {
        (_options, _itemCount, Parameters) = (options, items, new ParameterSet(seed));
        Items = Parameters.Normal("item_emb.weight", Math.Sqrt(2.0 / (items + options.Width)), items + 1, options.Width);
        _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new GruLayer(Parameters, $"gru.{layer}", layer == 0 ? options.Width : options.Hidden, options.Hidden))];
        _dense = new LinearLayer(Parameters, "dense", options.Hidden, options.Width, Math.Sqrt(2.0 / (options.Hidden + options.Width)));
    }

    public ParameterSet Parameters { get; }

    public Parameter Items { get; }

    public Tensor Encode(RaggedBatch batch, bool lastOnly, Step step)
    {
        var moments = new RaggedMoments(batch);
        Tensor tokens = step.Dropout(Items.Rows(Array.ConvertAll(batch.Items, item => item + 1)), _options.Dropout);
        foreach (GruLayer layer in _layers) tokens = layer.Of(tokens, moments);
        return _dense.Of(lastOnly ? tokens.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : tokens);
    }

    IRanker ISequenceNetwork.Model() => Model();

    public Gru4Rec Model() => new(StoredWeights.Of(Parameters), _itemCount, _options);

    public void Dispose() => Parameters.Dispose();
}
