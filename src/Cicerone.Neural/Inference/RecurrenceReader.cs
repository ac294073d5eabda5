using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The layers of <see cref="RecurrenceLayers"/> as they answer.</summary>
internal sealed class RecurrenceReader(Func<string, StoredTensor> weights, LruRecOptions options) : ISequenceReader
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(weights, layer, options.Width))];

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        foreach (Layer layer in _layers) tokens = layer.Of(tokens, batch);
        return batch.Last(tokens, options.Width);
    }

    private sealed class Layer
    {
        private readonly DenseLayer _input, _output;
        private readonly float[] _factors, _scales;
        private readonly Normalisation _norm;
        private readonly FeedForwardReader _feedForward;

        public Layer(Func<string, StoredTensor> weights, int index, int width)
        {
            string name = $"seq_encoder.lrus.{index}";
            int size = 2 * width;
            (_input, _output) = (DenseLayer.Of(weights, $"{name}.input", width, 2 * size), DenseLayer.Of(weights, $"{name}.output", 2 * size, width));
            (_norm, _feedForward) = (new Normalisation(weights, $"{name}.layernorm", width), new FeedForwardReader(weights, $"seq_encoder.ffns.{index}", width));
            (_factors, _scales) = (new float[2 * size], new float[2 * size]);
            float[] decays = weights($"{name}.nu_log").AsFloat32(size), angles = weights($"{name}.theta_log").AsFloat32(size);
            for (int i = 0; i < size; i++)
            {
                double modulus = Math.Exp(-Math.Exp(decays[i]));
                (double sine, double cosine) = Math.SinCos(Math.Exp(angles[i]));
                (_factors[i], _factors[size + i]) = ((float)(modulus * cosine), (float)(modulus * sine));
                _scales[i] = _scales[size + i] = (float)Math.Sqrt(1 - modulus * modulus);
            }
        }

        public float[] Of(float[] tokens, RaggedBatch batch)
        {
            float[] inputs = _input.Of(tokens), states = new float[inputs.Length];
            for (int start = 0; start < inputs.Length; start += _scales.Length)
                TensorPrimitives.Multiply(inputs.AsSpan(start, _scales.Length), _scales, inputs.AsSpan(start, _scales.Length));
            RecurrenceKernel.Forward(inputs, _factors, states, batch.Offsets);
            float[] x = _output.Of(states);
            TensorPrimitives.Add<float>(x, tokens, x);
            _norm.Apply(x);
            return _feedForward.Of(x);
        }
    }
}
