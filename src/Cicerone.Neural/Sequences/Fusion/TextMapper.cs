using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>Maps the vector of a text into the space of the items' own vectors: W₂ drop(gelu(W₁ x + b₁)) + b₂, half as wide inside (FAERec, SIGIR 2026).</summary>
internal sealed class TextMapper(ParameterSet parameters, int inputs, int width)
{
    public const string Name = "mapper";
    private const double Dropout = 0.3;
    private readonly LinearLayer _first = new(parameters, $"{Name}.w1", inputs, Inside(inputs), Deviation(inputs)), _second = new(parameters, $"{Name}.w2", Inside(inputs), width, Deviation(Inside(inputs)));

    /// <summary>The width inside.</summary>
    public static int Inside(int inputs) => Math.Max(1, inputs / 2);

    /// <summary>The deviation of a layer's first weights: that of the library's default, which is even in ±1/√inputs.</summary>
    public static double Deviation(int inputs) => 1 / Math.Sqrt(3 * inputs);

    public Tensor Of(Tensor vectors, Step step) => _second.Of(step.Dropout(torch.nn.functional.gelu(_first.Of(vectors)), Dropout));
}
