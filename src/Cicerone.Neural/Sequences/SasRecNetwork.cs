using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// The network of <see cref="SasRec"/>: embeddings of items and of places in the window, then transformer layers. Weights
/// have the names under which they are published.
/// </summary>
internal sealed class SasRecNetwork : ISequenceNetwork, IModularNetwork, IDisposable
{
    private readonly SasRecOptions _options;
    private readonly int _itemCount;
    private readonly Parameter _positions;
    private readonly NormLayer _norm;
    private readonly TransformerLayer[] _layers;
    private readonly int[] _ends; // the layers of module m end before layer _ends[m]; module 0 has none

    /// <param name="items">How many items there are.</param>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">Decides the first weights.</param>
    /// <param name="modules">Into how many it is cut: the embeddings are the first, and the layers are shared out over the others.</param>
    /// <param name="learned">False for a frozen network.</param>
    public SasRecNetwork(int items, SasRecOptions options, ulong seed, int modules = 2, bool learned = true)
    {
        options.Check();
        (_options, _itemCount) = (options, items);
        Parameters = new ParameterSet(seed, learned);
        Items = Parameters.Normal("item_emb.weight", options.Deviation, items + 1, options.Width);
        _positions = Parameters.Normal("pos_emb.weight", options.Deviation, options.MaxLength, options.Width);
        _norm = new NormLayer(Parameters, "layernorm", options.Width);
        _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new TransformerLayer(Parameters, "seq_encoder", layer, options.Width, options.Dropout, options.Deviation))];
        _ends = [.. Enumerable.Range(0, modules).Select(module => module * options.Layers / (modules - 1))];
    }

    public ParameterSet Parameters { get; }

    /// <summary>The table of item vectors; row 0 is no item.</summary>
    public Parameter Items { get; }

    public int ModuleCount => _ends.Length;

    /// <summary>The whole network: a vector for the last token of each sequence, or for every token.</summary>
    public Tensor Encode(RaggedBatch batch, bool lastOnly, Step step)
    {
        Tensor tokens = Embed(batch, step);
        for (int module = 1; module < ModuleCount; module++) tokens = Module(module, batch, tokens, Streams.One, lastOnly, step);
        return tokens;
    }

    public Tensor Module(int module, RaggedBatch batch, Tensor? tokens, Streams streams, bool lastOnly, Step step)
    {
        if (module == 0) return Embed(batch, step);
        for (int layer = _ends[module - 1]; layer < _ends[module]; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, streams.Count, _options.Heads, _options.Width, lastOnly && layer == _layers.Length - 1, streams.Apart);
            tokens = _layers[layer].Of(tokens!, batch, shape, step);
        }
        return tokens!;
    }

    IRanker ISequenceNetwork.Model() => Model();

    public SasRec Model() => new(StoredWeights.Of(Parameters), _itemCount, _options);

    public void Dispose() => Parameters.Dispose();

    private Tensor Embed(RaggedBatch batch, Step step)
    {
        Tensor items = Items.Rows(Array.ConvertAll(batch.Items, item => item + 1));
        return step.Dropout(_norm.Of(items + _positions.Rows(batch.Slots(_options.MaxLength))), _options.Dropout);
    }
}
