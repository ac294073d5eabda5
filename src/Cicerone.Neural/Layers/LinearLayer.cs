using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>x Wᵀ + b.</summary>
internal sealed class LinearLayer(ParameterSet parameters, string name, int inputs, int outputs, double deviation)
{
    private readonly Parameter _weight = parameters.Normal($"{name}.weight", deviation, outputs, inputs);
    private readonly Parameter _bias = parameters.Constant($"{name}.bias", 0, outputs);

    public Tensor Of(Tensor x) => torch.nn.functional.linear(x, _weight.Leaf, _bias.Leaf);
}
