using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>The <see cref="PostNormLayers"/> as they answer.</summary>
internal sealed class PostNormReader(Func<string, StoredTensor> weights, TencentGrOptions options) : ISequenceReader
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(weights, layer, options))];

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, 1, options.Heads, options.Width, LastOnly: layer == _layers.Length - 1, OwnStreamOnly: true);
            tokens = _layers[layer].Of(tokens, batch, shape);
        }
        return _layers.Length == 0 ? batch.Last(tokens, options.Width) : tokens;
    }

    private sealed class Layer
    {
        private readonly DenseLayer _query, _key, _value, _mix, _first, _second;
        private readonly Normalisation _attentionNorm, _norm;
        private readonly int _width;

        public Layer(Func<string, StoredTensor> weights, int index, TencentGrOptions options)
        {
            DenseLayer Dense(string name, int inputs, int outputs) => DenseLayer.Of(weights, $"layers.{index}.{name}", inputs, outputs);
            int width = _width = options.Width;
            (_query, _key, _value, _mix) = (Dense("query", width, width), Dense("key", width, width), Dense("value", width, width), Dense("mix", width, width));
            (_first, _second) = (Dense("first", width, options.Inside), Dense("second", options.Inside, width));
            (_attentionNorm, _norm) = (new Normalisation(weights, $"layers.{index}.attention-norm", width), new Normalisation(weights, $"layers.{index}.norm", width));
        }

        public float[] Of(float[] tokens, RaggedBatch batch, AttentionShape shape)
        {
            float[] asking = shape.LastOnly ? batch.Last(tokens, _width) : tokens, attended = new float[asking.Length];
            using (var memory = new AttentionMemory(shape, dropout: 0, seed: 0))
                AttentionKernel.Forward(_query.Of(asking), _key.Of(tokens), _value.Of(tokens), attended, shape, memory, threads: 1);
            float[] x = _mix.Of(attended);
            TensorPrimitives.Add<float>(x, asking, x);
            _attentionNorm.Apply(x);
            float[] inside = _first.Of(x);
            TensorPrimitives.Max<float>(inside, 0, inside);
            float[] result = _second.Of(inside);
            TensorPrimitives.Add<float>(result, x, result);
            _norm.Apply(result);
            return result;
        }
    }
}
