using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Layer normalisation of each token (Ba, Kiros and Hinton, 2016).</summary>
internal sealed class NormLayer(ParameterSet parameters, string name, int width)
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-12;

    private readonly long[] _shape = [width];
    private readonly Parameter _weight = parameters.Constant($"{name}.weight", 1, width);
    private readonly Parameter _bias = parameters.Constant($"{name}.bias", 0, width);

    public Tensor Of(Tensor x) => torch.nn.functional.layer_norm(x, _shape, _weight.Leaf, _bias.Leaf, Epsilon);
}
