using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal;

/// <summary>A learned linear map of a modality's vectors, W f, without a bias; first weights as Glorot and Bengio (AISTATS 2010).</summary>
internal sealed class ModalProjection : IDisposable
{
    private readonly Tensor _features;
    private readonly Parameter _weight;

    /// <param name="parameters">Where the weights go, as <c>NAME.projection</c>.</param>
    /// <param name="modality">The vectors.</param>
    /// <param name="width">Length of a mapped vector.</param>
    public ModalProjection(ParameterSet parameters, Modality modality, int width)
    {
        _features = modality.ToTensor();
        _weight = parameters.Normal($"{modality.Name}.projection", Math.Sqrt(2.0 / (modality.Width + width)), width, modality.Width);
    }

    /// <summary>Every item's mapped vector, shape [items, width].</summary>
    public Tensor All() => torch.nn.functional.linear(_features, _weight.Leaf);

    public void Dispose() => _features.Dispose();
}
