using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;

namespace Cicerone.Language.Paths.Subgraphs;

/// <summary><see cref="GraphPrompts"/> as they answer: without native code.</summary>
internal sealed class GraphPromptReader
{
    private readonly int _width;
    private readonly DenseLayer _first;
    private readonly DenseLayer[] _own, _others;
    private readonly Expertise[] _adapters;

    /// <param name="weights">By their names.</param>
    /// <param name="width">Length of a node's vector.</param>
    /// <param name="experts">Experts of each adapter.</param>
    /// <param name="outputs">Length of a soft prompt.</param>
    public GraphPromptReader(Func<string, StoredTensor> weights, int width, int experts, int outputs)
    {
        _width = width;
        _first = DenseLayer.Of(weights, GraphPrompts.NameOfFirst, width + Subgraph.Marks, width);
        _own = [.. Enumerable.Range(0, GraphPrompts.Rounds).Select(round => DenseLayer.Of(weights, GraphPrompts.NameOfOwn(round), width, width))];
        _others = [.. Enumerable.Range(0, GraphPrompts.Rounds).Select(round => DenseLayer.Of(weights, GraphPrompts.NameOfOthers(round), width, width))];
        _adapters = [.. Enumerable.Range(0, GraphPrompts.Each).Select(adapter => new Expertise(weights, GraphPrompts.NameOfAdapter(adapter), width, experts, outputs))];
    }

    /// <summary>The soft prompts of a graph: shape [3, outputs].</summary>
    public float[] Of(Subgraph graph)
    {
        float[] states = _first.Of(graph.Features);
        Activations.Gelu(states);
        for (int round = 0; round < GraphPrompts.Rounds; round++)
        {
            float[] own = _own[round].Of(states), others = _others[round].Of(Means(states, graph.Neighbours));
            TensorPrimitives.Add(own, others, states);
            Activations.Gelu(states);
        }
        float[] all = Means(states, [[.. Enumerable.Range(0, graph.Count)]]);
        return [.. _adapters[0].Of(states.AsSpan(0, _width)), .. _adapters[1].Of(states.AsSpan(_width, _width)), .. _adapters[2].Of(all)];
    }

    private float[] Means(float[] states, IReadOnlyList<int[]> rows)
    {
        float[] means = new float[rows.Count * _width];
        for (int row = 0; row < rows.Count; row++)
            foreach (int node in rows[row]) TensorPrimitives.MultiplyAdd(states.AsSpan(node * _width, _width), 1f / rows[row].Length, means.AsSpan(row * _width, _width), means.AsSpan(row * _width, _width));
        return means;
    }

    private sealed class Expertise
    {
        private readonly float[] _weights, _shift;
        private readonly DenseLayer _gate;
        private readonly int _width, _experts, _outputs;

        public Expertise(Func<string, StoredTensor> weights, string name, int width, int experts, int outputs)
        {
            (_width, _experts, _outputs) = (width, experts, outputs);
            _weights = weights($"{name}.experts.weight").AsFloat32(experts, width, outputs);
            _shift = weights($"{name}.experts.shift").AsFloat32(experts, 1, width);
            _gate = new DenseLayer(weights($"{name}.gate.weight").AsFloat32(experts, width), experts);
        }

        public float[] Of(ReadOnlySpan<float> x)
        {
            float[] gates = _gate.Of(x), made = new float[_outputs];
            Exponential.Softmax(gates, 1);
            for (int expert = 0; expert < _experts; expert++)
                for (int input = 0; input < _width; input++)
                    TensorPrimitives.MultiplyAdd(_weights.AsSpan((expert * _width + input) * _outputs, _outputs), gates[expert] * (x[input] - _shift[expert * _width + input]), made, made);
            return made;
        }
    }
}
