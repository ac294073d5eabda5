using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>A network that makes one vector of a sequence of items, to be compared with the items' own vectors.</summary>
internal class SequenceNetwork : IDisposable
{
    private readonly ISequenceBackbone _backbone;

    /// <param name="items">How many items there are.</param>
    /// <param name="backbone">Its layers.</param>
    /// <param name="seed">Decides the first weights.</param>
    /// <param name="learned">False for a frozen network.</param>
    /// <param name="input">What makes tokens of items; by default a vector for each.</param>
    public SequenceNetwork(int items, ISequenceBackbone backbone, ulong seed, bool learned = true, Func<ParameterSet, ITokenInput>? input = null)
    {
        (_backbone, Parameters) = (backbone, new ParameterSet(seed, learned));
        Input = input is null ? new TokenInput(Parameters, items, backbone.Tokens) : input(Parameters);
        Layers = backbone.Learn(Parameters);
    }

    public ParameterSet Parameters { get; }

    /// <summary>The table of item vectors; row 0 is no item.</summary>
    public Parameter Items => Input.Items;

    /// <summary>What makes tokens of items.</summary>
    public ITokenInput Input { get; }

    protected ISequenceLayers Layers { get; }

    /// <summary>A vector for the last token of each sequence, or for every token.</summary>
    public Tensor Encode(RaggedBatch batch, bool lastOnly, Step step) => Layers.Of(Input.Of(batch, step), batch, lastOnly, step);

    /// <summary>The present weights as a model.</summary>
    public SequenceModel Model() => Input.Model(_backbone, StoredWeights.Of(Parameters));

    public void Dispose()
    {
        Parameters.Dispose();
        Input.Dispose();
        GC.SuppressFinalize(this);
    }
}
