using Cicerone.Language.Transformer;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>What the parts of a decoder brought in one run; a probe that keeps it.</summary>
/// <param name="shape">Of the decoder.</param>
/// <param name="embedded">Tokens' vectors to go on with in the place of the run's own; null leaves them.</param>
internal sealed class Activations(DecoderShape shape, Tensor? embedded = null) : Probe
{
    private readonly Tensor[] _heads = new Tensor[shape.Layers], _networks = new Tensor[shape.Layers];

    /// <summary>The tokens' vectors, shape [tokens, width].</summary>
    public Tensor Vectors { get; private set; } = null!;

    /// <summary>Heads of every layer, then networks of every layer: what a gradient is taken in.</summary>
    public IReadOnlyList<Tensor> All => [.. _heads, .. _networks];

    /// <summary>The heads of a layer, shape [tokens, heads × head width].</summary>
    public Tensor HeadsOf(int layer) => _heads[layer];

    /// <summary>The feed-forward network of a layer, shape [tokens, width].</summary>
    public Tensor NetworkOf(int layer) => _networks[layer];

    public override Tensor Embedded(Tensor values) => Vectors = embedded ?? values;

    public override Tensor Heads(int layer, Tensor values) => _heads[layer] = values;

    public override Tensor FeedForward(int layer, Tensor values) => _networks[layer] = values;
}
