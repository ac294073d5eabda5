using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>x Wᵀ + b, and what an adapter adds.</summary>
internal sealed class Projection
{
    private readonly Parameter? _bias;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="name">Of the layer.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <param name="bias">Whether it has one.</param>
    /// <param name="deviation">Standard deviation of the first weights.</param>
    public Projection(ParameterSet parameters, string name, int inputs, int outputs, bool bias, double deviation)
    {
        (Name, Weight) = (name, parameters.Normal($"{name}.weight", deviation, outputs, inputs));
        if (bias) _bias = parameters.Constant($"{name}.bias", 0, outputs);
    }

    public string Name { get; }

    /// <summary>Shape [outputs, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>A change of low rank beside the weights; null when there is none.</summary>
    public LowRankAdapter? Adapter { get; set; }

    public Tensor Of(Tensor x)
    {
        Tensor y = torch.nn.functional.linear(x, Weight.Leaf, _bias?.Leaf);
        return Adapter is null ? y : y.Plus(Adapter.Of(x));
    }

    /// <summary>
    /// The same where each head reads an input of its own: shapes [heads, tokens, inputs] and [tokens, outputs].
    /// </summary>
    public Tensor OfHeads(Tensor inputs)
    {
        long heads = inputs.shape[0], tokens = inputs.shape[1];
        Tensor weight = Adapter is null ? Weight.Leaf : Weight.Leaf.Plus(Adapter.Difference());
        Tensor y = torch.bmm(inputs, weight.view(heads, -1, weight.shape[1]).transpose(1, 2)).transpose(0, 1).reshape(tokens, -1);
        return _bias is null ? y : y.Plus(_bias.Leaf);
    }
}
