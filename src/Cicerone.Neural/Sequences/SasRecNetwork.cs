using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>The network of <see cref="SasRec"/>, cut into modules: the tokens are the first, and the layers are shared out over the others.</summary>
/// <param name="items">How many items there are.</param>
/// <param name="options">Its shape.</param>
/// <param name="seed">Decides the first weights.</param>
/// <param name="modules">Into how many it is cut.</param>
/// <param name="learned">False for a frozen network.</param>
/// <param name="input">What makes tokens of items; by default a vector for each.</param>
internal sealed class SasRecNetwork(int items, SasRecOptions options, ulong seed, int modules = 2, bool learned = true, Func<ParameterSet, ITokenInput>? input = null)
    : SequenceNetwork(items, new TransformerBackbone(options), seed, learned, input), IModularNetwork
{
    public int ModuleCount => modules;

    public Tensor Module(int module, RaggedBatch batch, Tensor? tokens, Streams streams, bool lastOnly, Step step)
    {
        if (module == 0) return Input.Of(batch, step);
        return ((TransformerLayers)Layers).Of(tokens!, batch, End(module - 1)..End(module), streams, lastOnly, step);
    }

    /// <summary>The layers of a module end before this one; module 0 has none.</summary>
    private int End(int module) => module * options.Layers / (modules - 1);
}
