using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The network of <see cref="SasRec"/> as it answers: without native code, dropout or padding.</summary>
internal sealed class TransformerEncoder
{
    private readonly SasRecOptions _options;
    private readonly float[] _items, _positions;
    private readonly Normalisation _norm;
    private readonly Layer[] _layers;

    /// <param name="weights">Tensors by their published names.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="options">The shape.</param>
    public TransformerEncoder(Func<string, StoredTensor> weights, int items, SasRecOptions options)
    {
        _options = options;
        _items = weights("item_emb.weight").AsFloat32(items + 1, options.Width);
        _positions = weights("pos_emb.weight").AsFloat32(options.MaxLength, options.Width);
        _norm = new Normalisation(weights, "layernorm", options.Width);
        _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(weights, layer, options.Width))];
    }

    /// <summary>The vectors of the items, shape [items, width].</summary>
    public float[] ItemVectors => _items[_options.Width..];

    /// <summary>A vector for each sequence, shape [sequences, width]. No sequence may be empty.</summary>
    public float[] Encode(RaggedBatch batch)
    {
        float[] tokens = Embed(batch);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, 1, _options.Heads, _options.Width, LastOnly: layer == _layers.Length - 1, OwnStreamOnly: true);
            tokens = _layers[layer].Of(tokens, batch, shape);
        }
        return tokens;
    }

    private float[] Embed(RaggedBatch batch)
    {
        int width = _options.Width;
        float[] tokens = new float[batch.Items.Length * width];
        int[] slots = batch.Slots(_options.MaxLength);
        for (int token = 0; token < batch.Items.Length; token++)
            TensorPrimitives.Add(_items.AsSpan((batch.Items[token] + 1) * width, width), _positions.AsSpan(slots[token] * width, width), tokens.AsSpan(token * width, width));
        _norm.Apply(tokens);
        return tokens;
    }

    private sealed class Layer
    {
        private readonly DenseLayer _query, _key, _value, _mix, _widen, _narrow;
        private readonly Normalisation _attentionNorm, _feedForwardNorm;
        private readonly int _width;

        public Layer(Func<string, StoredTensor> weights, int index, int width)
        {
            string attention = $"seq_encoder.mhas.{index}", feedForward = $"seq_encoder.ffns.{index}";
            DenseLayer Dense(string name, int inputs, int outputs) => DenseLayer.Of(weights, name, inputs, outputs);
            (_query, _key) = (Dense($"{attention}.w_Q", width, width), Dense($"{attention}.w_K", width, width));
            (_value, _mix) = (Dense($"{attention}.w_V", width, width), Dense($"{attention}.w", width, width));
            _attentionNorm = new Normalisation(weights, $"{attention}.layernorm", width);
            (_widen, _narrow) = (Dense($"{feedForward}.w1", width, 4 * width), Dense($"{feedForward}.w2", 4 * width, width));
            _feedForwardNorm = new Normalisation(weights, $"{feedForward}.layernorm", width);
            _width = width;
        }

        public float[] Of(float[] tokens, RaggedBatch batch, AttentionShape shape)
        {
            float[] asking = shape.LastOnly ? Pick(tokens, batch.LastTokens()) : tokens, attended = new float[asking.Length];
            using (var memory = new AttentionMemory(shape, dropout: 0, seed: 0))
                AttentionKernel.Forward(_query.Of(asking), _key.Of(tokens), _value.Of(tokens), attended, shape, memory, threads: 1);
            float[] x = _mix.Of(attended);
            TensorPrimitives.Add<float>(x, asking, x);
            _attentionNorm.Apply(x);
            float[] wide = _widen.Of(x);
            for (int start = 0; start < wide.Length; start += 4 * _width) Activations.Gelu(wide.AsSpan(start, 4 * _width));
            float[] result = _narrow.Of(wide);
            TensorPrimitives.Add<float>(result, x, result);
            _feedForwardNorm.Apply(result);
            return result;
        }

        private float[] Pick(float[] tokens, int[] rows)
        {
            float[] picked = new float[rows.Length * _width];
            for (int i = 0; i < rows.Length; i++) tokens.AsSpan(rows[i] * _width, _width).CopyTo(picked.AsSpan(i * _width));
            return picked;
        }
    }
}
