using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Neural.Inference;

/// <summary>The <see cref="Layers.FeedForward"/> as it answers.</summary>
internal sealed class FeedForwardReader(Func<string, StoredTensor> weights, string name, int width)
{
    private readonly DenseLayer _widen = DenseLayer.Of(weights, $"{name}.w1", width, 4 * width), _narrow = DenseLayer.Of(weights, $"{name}.w2", 4 * width, width);
    private readonly Normalisation _norm = new(weights, $"{name}.layernorm", width);

    public float[] Of(float[] x)
    {
        float[] wide = _widen.Of(x);
        for (int start = 0; start < wide.Length; start += 4 * width) Activations.Gelu(wide.AsSpan(start, 4 * width));
        float[] result = _narrow.Of(wide);
        TensorPrimitives.Add<float>(result, x, result);
        _norm.Apply(result);
        return result;
    }
}
