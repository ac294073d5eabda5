using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>The norm of a family: by the root of the mean square (Zhang and Sennrich, NeurIPS 2019), or by mean and variance.</summary>
internal sealed class DecoderNorm
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly double _epsilon;
    private readonly long[] _shape;

    public DecoderNorm(ParameterSet parameters, DecoderShape shape, string name, int width)
    {
        _weight = parameters.Constant($"{name}.weight", 1, width);
        if (!shape.HasRmsNorm) _bias = parameters.Constant($"{name}.bias", 0, width);
        (_epsilon, _shape) = (shape.NormEpsilon, [width]);
    }

    /// <summary>Normalises over the last dimension.</summary>
    public Tensor Of(Tensor x) => _bias is null
        ? x * x.Squared().mean([-1], keepdim: true).Plus(_epsilon).rsqrt() * _weight.Leaf
        : torch.nn.functional.layer_norm(x, _shape, _weight.Leaf, _bias.Leaf, _epsilon);
}
