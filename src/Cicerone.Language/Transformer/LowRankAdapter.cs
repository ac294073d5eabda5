using System.Runtime.InteropServices;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>A change of a linear layer as a product of two thin matrices: x Aᵀ Bᵀ α / r (Hu et al., ICLR 2022). B begins at 0.</summary>
internal sealed class LowRankAdapter
{
    private readonly Projection _layer;
    private readonly Parameter _down, _up;
    private readonly double _scale;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="layer">What it changes.</param>
    /// <param name="rank">r.</param>
    /// <param name="alpha">α.</param>
    public LowRankAdapter(ParameterSet parameters, Projection layer, int rank, double alpha)
    {
        (_layer, _scale) = (layer, alpha / rank);
        (long outputs, long inputs) = (layer.Weight.Shape[0], layer.Weight.Shape[1]);
        _down = parameters.Normal($"{layer.Name}.lora_A.weight", 1 / Math.Sqrt(inputs), rank, inputs);
        _up = parameters.Constant($"{layer.Name}.lora_B.weight", 0, outputs, rank);
    }

    /// <summary>What it adds to the layer's output.</summary>
    public Tensor Of(Tensor x) => torch.nn.functional.linear(torch.nn.functional.linear(x, _down.Leaf), _up.Leaf).Times(_scale);

    /// <summary>What it adds to the layer's weights: shape [outputs, inputs].</summary>
    public Tensor Difference() => _up.Leaf.matmul(_down.Leaf).Times(_scale);

    /// <summary>Adds the change to the weights themselves.</summary>
    public void Merge()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        ReadOnlySpan<float> change = MemoryMarshal.Cast<byte, float>(Difference().contiguous().bytes);
        Span<float> weights = _layer.Weight.Values;
        for (int i = 0; i < weights.Length; i++) weights[i] += change[i];
    }
}
