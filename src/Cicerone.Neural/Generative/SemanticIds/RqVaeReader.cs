using Cicerone.Models;
using Cicerone.Neural.Inference;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>The encoder of an <see cref="RqVae"/> as it answers: without native code.</summary>
internal sealed class RqVaeReader
{
    private readonly RqVaeShape _shape;
    private readonly DenseLayer[] _project;
    private readonly float[][] _scale;
    private readonly DenseLayer _join;

    public RqVaeReader(Func<string, StoredTensor> weights, RqVaeShape shape)
    {
        _shape = shape;
        _project = [.. shape.Kinds.Select((width, kind) => DenseLayer.Of(weights, RqVaeShape.Project(kind), width, shape.Hidden))];
        _scale = [.. shape.Kinds.Select((width, kind) => weights(RqVaeShape.Scale(kind)).AsFloat32(width + 1))];
        _join = DenseLayer.Of(weights, RqVaeShape.Join, shape.Kinds.Count * shape.Hidden, shape.Latent);
    }

    /// <summary>Brings vectors to mean 0 and a mean square of 1.</summary>
    /// <param name="vectors">Shape [items, width]; changed in place.</param>
    /// <param name="scale">Their mean, and what they are divided by.</param>
    public static void Standardise(Span<float> vectors, ReadOnlySpan<float> scale)
    {
        int width = scale.Length - 1;
        for (int i = 0; i < vectors.Length; i++) vectors[i] = (vectors[i] - scale[i % width]) / scale[width];
    }

    /// <summary>Latent vectors, shape [items, latent].</summary>
    /// <param name="kinds">Vectors of each kind, shape [items, width]; changed.</param>
    public float[] Encode(float[][] kinds)
    {
        int items = kinds[0].Length / _shape.Kinds[0], hidden = _shape.Hidden, row = hidden * kinds.Length;
        float[] joined = new float[items * row];
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            Standardise(kinds[kind], _scale[kind]);
            float[] projected = _project[kind].Of(kinds[kind]);
            for (int item = 0; item < items; item++)
            {
                Span<float> part = joined.AsSpan(item * row + kind * hidden, hidden);
                projected.AsSpan(item * hidden, hidden).CopyTo(part);
                Activations.Gelu(part);
            }
        }
        return _join.Of(joined);
    }
}
