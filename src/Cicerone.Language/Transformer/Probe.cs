using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>
/// Looks into a run of a <see cref="Decoder"/>. Each method is given a value and returns what the run goes on with: the same one,
/// kept aside to be read or differentiated, or another in its place. What a probe does not override passes through.
/// </summary>
internal abstract class Probe
{
    /// <summary>The tokens' vectors: shape [tokens, width].</summary>
    public virtual Tensor Embedded(Tensor values) => values;

    /// <summary>What the heads of a layer bring, before they are mixed: shape [tokens, heads × head width], head after head.</summary>
    public virtual Tensor Heads(int layer, Tensor values) => values;

    /// <summary>What the feed-forward network of a layer adds: shape [tokens, width].</summary>
    public virtual Tensor FeedForward(int layer, Tensor values) => values;

    /// <summary>What the last norm reads: shape [tokens, width].</summary>
    public virtual Tensor Last(Tensor values) => values;

    /// <summary>
    /// What each head of a layer reads, separately for queries, keys and values, or null when all read the same (and the run is quicker):
    /// shapes [heads, tokens, width], [key heads, tokens, width] and again the latter.
    /// </summary>
    public virtual (Tensor Query, Tensor Key, Tensor Value)? HeadInputs(int layer, Tensor residual) => null;

    /// <summary>What the feed-forward network of a layer reads: shape [tokens, width].</summary>
    public virtual Tensor FeedForwardInput(int layer, Tensor residual) => residual;
}
