using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The layers of <see cref="GruLayers"/> as they answer: without native code.</summary>
internal sealed class GruReader : ISequenceReader
{
    private readonly Gru4RecOptions _options;
    private readonly (DenseLayer Input, DenseLayer State)[] _layers;
    private readonly DenseLayer _dense;

    public GruReader(Func<string, StoredTensor> weights, Gru4RecOptions options)
    {
        _options = options;
        _layers = [.. Enumerable.Range(0, options.Layers).Select(layer =>
            (DenseLayer.Of(weights, $"gru.{layer}.input", layer == 0 ? options.Width : options.Hidden, 3 * options.Hidden), DenseLayer.Of(weights, $"gru.{layer}.state", options.Hidden, 3 * options.Hidden)))];
        _dense = DenseLayer.Of(weights, "dense", options.Hidden, options.Width);
    }

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        int width = _options.Width, hidden = _options.Hidden;
        var moments = new RaggedMoments(batch);
        float[] states = new float[tokens.Length];
        for (int place = 0; place < moments.Tokens.Length; place++) tokens.AsSpan(moments.Tokens[place] * width, width).CopyTo(states.AsSpan(place * width));
        foreach ((DenseLayer input, DenseLayer state) in _layers) states = Run(input.Of(states), state, moments);
        float[] last = new float[batch.Count * hidden];
        for (int sequence = 0; sequence < batch.Count; sequence++)
            states.AsSpan(moments.Places[batch.Offsets[sequence + 1] - 1] * hidden, hidden).CopyTo(last.AsSpan(sequence * hidden));
        return _dense.Of(last);
    }

    private float[] Run(float[] inputs, DenseLayer layer, RaggedMoments moments)
    {
        int hidden = _options.Hidden;
        float[] states = new float[moments.Tokens.Length * hidden], gates = new float[2 * hidden], next = new float[hidden];
        for (int moment = 0; moment < moments.Count; moment++)
        {
            int first = moments.Offsets[moment], lasting = moments.Offsets[moment + 1] - first;
            float[] before = moment == 0 ? new float[lasting * hidden] : states[(moments.Offsets[moment - 1] * hidden)..((moments.Offsets[moment - 1] + lasting) * hidden)];
            float[] carried = layer.Of(before);
            for (int i = 0; i < lasting; i++)
            {
                ReadOnlySpan<float> x = inputs.AsSpan((first + i) * 3 * hidden, 3 * hidden), h = carried.AsSpan(i * 3 * hidden, 3 * hidden);
                TensorPrimitives.Add(x[..(2 * hidden)], h[..(2 * hidden)], gates);
                TensorPrimitives.Sigmoid(gates, gates);
                TensorPrimitives.MultiplyAdd(gates.AsSpan(0, hidden), h[(2 * hidden)..], x[(2 * hidden)..], next);
                TensorPrimitives.Tanh(next, next);
                Span<float> state = states.AsSpan((first + i) * hidden, hidden);
                TensorPrimitives.Subtract(before.AsSpan(i * hidden, hidden), next, state);
                TensorPrimitives.MultiplyAdd(gates.AsSpan(hidden), state, next, state);
            }
        }
        return states;
    }
}
