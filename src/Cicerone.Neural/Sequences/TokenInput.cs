using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>A vector for each item and, where the shape asks for it, for its place in the window. Weights have the names under which they are published.</summary>
internal sealed class TokenInput : ITokenInput
{
    private readonly TokenShape _shape;
    private readonly int _itemCount;
    private readonly Parameter? _places;
    private readonly NormLayer? _norm;

    public TokenInput(ParameterSet parameters, int items, TokenShape shape)
    {
        (_shape, _itemCount) = (shape, items);
        Items = parameters.Normal("item_emb.weight", shape.Deviation(items), items + 1, shape.Width);
        if (shape.Window > 0) _places = parameters.Normal("pos_emb.weight", shape.Deviation(items), shape.Window, shape.Width);
        if (shape.IsNormalised) _norm = new NormLayer(parameters, "layernorm", shape.Width);
    }

    public Parameter Items { get; }

    public void Begin(int[] inputs, int[] targets, int[] negatives, Step step) { }

    public Tensor Candidates(int[] items) => Items.Rows(Array.ConvertAll(items, item => item + 1));

    public Tensor AllCandidates() => Items.Leaf;

    public Tensor Of(RaggedBatch batch, Step step)
    {
        Tensor tokens = Candidates(batch.Items);
        if (_places is not null) tokens = tokens.Plus(_places.Rows(batch.Slots(_shape.Window)));
        return step.Dropout(_norm is null ? tokens : _norm.Of(tokens), _shape.Dropout, batch.TokensBefore);
    }

    public SequenceModel Model(ISequenceBackbone backbone, StoredWeights weights) => SequenceModel.Of(backbone, weights, _itemCount);

    public void Dispose() { }
}
