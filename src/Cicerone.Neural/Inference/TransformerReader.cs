using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The layers of <see cref="TransformerLayers"/> as they answer: without native code, dropout or padding.</summary>
/// <param name="weights">Tensors by their published names.</param>
/// <param name="options">The shape.</param>
internal sealed class TransformerReader(Func<string, StoredTensor> weights, SasRecOptions options) : ISequenceReader
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(weights, layer, options.Width))];

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, 1, options.Heads, options.Width, LastOnly: layer == _layers.Length - 1, OwnStreamOnly: true) { IsCausal = !options.IsCloze };
            tokens = _layers[layer].Of(tokens, batch, shape);
        }
        return tokens;
    }

    private sealed class Layer
    {
        private readonly DenseLayer _query, _key, _value, _mix;
        private readonly Normalisation _norm;
        private readonly FeedForwardReader _feedForward;
        private readonly int _width;

        public Layer(Func<string, StoredTensor> weights, int index, int width)
        {
            string attention = $"seq_encoder.mhas.{index}";
            DenseLayer Dense(string name, int inputs, int outputs) => DenseLayer.Of(weights, name, inputs, outputs);
            (_query, _key) = (Dense($"{attention}.w_Q", width, width), Dense($"{attention}.w_K", width, width));
            (_value, _mix) = (Dense($"{attention}.w_V", width, width), Dense($"{attention}.w", width, width));
            _norm = new Normalisation(weights, $"{attention}.layernorm", width);
            _feedForward = new FeedForwardReader(weights, $"seq_encoder.ffns.{index}", width);
            _width = width;
        }

        public float[] Of(float[] tokens, RaggedBatch batch, AttentionShape shape)
        {
            float[] asking = shape.LastOnly ? batch.Last(tokens, _width) : tokens, attended = new float[asking.Length];
            using (var memory = new AttentionMemory(shape, dropout: 0, seed: 0))
                AttentionKernel.Forward(_query.Of(asking), _key.Of(tokens), _value.Of(tokens), attended, shape, memory, threads: 1);
            float[] x = _mix.Of(attended);
            TensorPrimitives.Add<float>(x, asking, x);
            _norm.Apply(x);
            return _feedForward.Of(x);
        }
    }
}
