using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>How much of each dimension of a token comes from behaviour: σ(W₄ drop(gelu(W₃ [a; b] + b₃)) + b₄) (FAERec, SIGIR 2026).</summary>
internal sealed class FusionGate(ParameterSet parameters, int width)
{
    public const string Name = "gate";
    private const double Dropout = 0.1;
    private readonly LinearLayer _widen = new(parameters, $"{Name}.w1", 2 * width, 2 * width, TextMapper.Deviation(2 * width)), _narrow = new(parameters, $"{Name}.w2", 2 * width, width, TextMapper.Deviation(2 * width));

    /// <summary>The share of behaviour, shape of both.</summary>
    public Tensor Of(Tensor behaviour, Tensor text, Step step) =>
        _narrow.Of(step.Dropout(torch.nn.functional.gelu(_widen.Of(torch.cat([behaviour, text], 1))), Dropout)).sigmoid();
}
