using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The layers of <see cref="FilterLayers"/> as they answer: the filters are convolutions with their kernels.</summary>
internal sealed class FilterReader(Func<string, StoredTensor> weights, FmlpRecOptions options) : ISequenceReader
{
    private readonly float[][] _kernels = [.. Enumerable.Range(0, options.Layers).Select(layer =>
        Kernel(weights($"seq_encoder.filters.{layer}.weight").AsFloat32(options.MaxLength / 2 + 1, options.Width, 2), options.MaxLength, options.Width))];

    private readonly Normalisation[] _norms = [.. Enumerable.Range(0, options.Layers).Select(layer => new Normalisation(weights, $"seq_encoder.filters.{layer}.layernorm", options.Width))];

    private readonly FeedForwardReader[] _feedForwards = [.. Enumerable.Range(0, options.Layers).Select(layer => new FeedForwardReader(weights, $"seq_encoder.ffns.{layer}", options.Width))];

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        for (int layer = 0; layer < options.Layers; layer++)
        {
            float[] x = Filter(tokens, batch, _kernels[layer]);
            TensorPrimitives.Add<float>(x, tokens, x);
            if (layer == options.Layers - 1) x = batch.Last(x, options.Width);
            _norms[layer].Apply(x);
            tokens = _feedForwards[layer].Of(x);
        }
        return tokens;
    }

    private float[] Filter(float[] tokens, RaggedBatch batch, float[] kernel)
    {
        int width = options.Width;
        float[] filtered = new float[tokens.Length];
        for (int sequence = 0; sequence < batch.Count; sequence++)
            for (int token = batch.Offsets[sequence]; token < batch.Offsets[sequence + 1]; token++)
            {
                Span<float> sum = filtered.AsSpan(token * width, width);
                for (int other = batch.Offsets[sequence]; other < (options.Causal ? token + 1 : batch.Offsets[sequence + 1]); other++)
                {
                    int lag = (token - other + options.MaxLength) % options.MaxLength;
                    TensorPrimitives.MultiplyAdd(tokens.AsSpan(other * width, width), kernel.AsSpan(lag * width, width), sum, sum);
                }
            }
        return filtered;
    }

    /// <summary>The inverse transform of the weights, shape [window, width].</summary>
    private static float[] Kernel(float[] spectrum, int window, int width)
    {
        float[] kernel = new float[window * width];
        for (int lag = 0; lag < window; lag++)
            for (int frequency = 0; frequency <= window / 2; frequency++)
            {
                double twice = frequency == 0 || 2 * frequency == window ? 1 : 2; // every other frequency stands for its mirror image too
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * ((long)frequency * lag % window) / window);
                for (int k = 0; k < width; k++)
                    kernel[lag * width + k] += (float)(twice / window * (spectrum[(frequency * width + k) * 2] * cosine - spectrum[(frequency * width + k) * 2 + 1] * sine));
            }
        return kernel;
    }
}
