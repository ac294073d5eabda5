using Cicerone.Language.Transformer;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>A probe that puts what some parts brought in another run in the place of what they bring in this one.</summary>
/// <param name="shape">Of the decoder.</param>
/// <param name="other">The other run, over as many tokens.</param>
/// <param name="patched">The parts that are replaced.</param>
/// <param name="input">Whether the tokens' vectors are too.</param>
internal sealed class Patch(DecoderShape shape, Activations other, IReadOnlySet<Component> patched, bool input = false) : Probe
{
    public override Tensor Embedded(Tensor values) => input ? other.Vectors : values;

    public override Tensor Heads(int layer, Tensor values)
    {
        bool[] columns = [.. Enumerable.Range(0, shape.QueryWidth).Select(column => patched.Contains(new Component(layer, column / shape.HeadWidth)))];
        return torch.where(torch.tensor(columns), other.HeadsOf(layer), values);
    }

    public override Tensor FeedForward(int layer, Tensor values) => patched.Contains(Component.FeedForward(layer)) ? other.NetworkOf(layer) : values;
}
