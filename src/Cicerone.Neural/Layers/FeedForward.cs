using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>A network over each token, four times as wide inside, with exact GELU; then dropout, a residual and a normalisation.</summary>
internal sealed class FeedForward(ParameterSet parameters, string name, int width, double dropout, double deviation)
{
    private readonly LinearLayer _widen = new(parameters, $"{name}.w1", width, 4 * width, deviation), _narrow = new(parameters, $"{name}.w2", 4 * width, width, deviation);
    private readonly NormLayer _norm = new(parameters, $"{name}.layernorm", width);

    /// <param name="x">Shape [rows, width].</param>
    /// <param name="before">Rows of the whole batch that lie before these.</param>
    /// <param name="step">Drops.</param>
    public Tensor Of(Tensor x, int before, Step step) => _norm.Of(x.Plus(step.Dropout(_narrow.Of(torch.nn.functional.gelu(_widen.Of(x))), dropout, before)));
}
