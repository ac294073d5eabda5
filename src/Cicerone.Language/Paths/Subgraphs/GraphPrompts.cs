using Cicerone.Kernels;
using Cicerone.Language.Transformer;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Paths.Subgraphs;

/// <summary>
/// Makes three soft prompts of a <see cref="Subgraph"/>, as it learns: two rounds in which each node reads the mean of its neighbours; then the states of the person, of the item and the mean of all go each
/// through an adapter that is a mixture of experts, y = Σₑ gₑ Wₑ (x − bₑ), g = softmax(x W + ε softplus(x N)), ε noise of training alone (the form of XRec's adapter).
/// </summary>
internal sealed class GraphPrompts : ISoftTokens
{
    /// <summary>Soft prompts of a graph: the person, the item, and all of it.</summary>
    public const int Each = 3;

    /// <summary>Rounds of reading neighbours.</summary>
    public const int Rounds = 2;

    private const double LeastNoise = 0.01, Dropout = 0.2;
    private readonly LinearLayer _first;
    private readonly LinearLayer[] _own, _others;
    private readonly Expertise[] _adapters;
    private Tensor? _rows;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="width">Length of a node's vector.</param>
    /// <param name="experts">Experts of each adapter.</param>
    /// <param name="outputs">Length of a soft prompt.</param>
    public GraphPrompts(ParameterSet parameters, int width, int experts, int outputs)
    {
        LinearLayer Layer(string name, int inputs) => new(parameters, name, inputs, width, 1 / Math.Sqrt(inputs));
        _first = Layer(NameOfFirst, width + Subgraph.Marks);
        _own = [.. Enumerable.Range(0, Rounds).Select(round => Layer(NameOfOwn(round), width))];
        _others = [.. Enumerable.Range(0, Rounds).Select(round => Layer(NameOfOthers(round), width))];
        _adapters = [.. Enumerable.Range(0, Each).Select(adapter => new Expertise(parameters, NameOfAdapter(adapter), width, experts, outputs))];
    }

    public const string NameOfFirst = "graph.first";

    public int Length => (int)(_rows?.shape[0] ?? 0);

    public static string NameOfOwn(int round) => $"graph.{round}.own";

    public static string NameOfOthers(int round) => $"graph.{round}.others";

    public static string NameOfAdapter(int adapter) => $"adapter.{adapter}";

    public Tensor Rows(int[] rows) => _rows!.Rows(rows);

    /// <summary>Takes the graphs of a step: afterwards row 3 b + k is prompt k of graph b. The parameters must have been touched.</summary>
    public void Take(IReadOnlyList<Subgraph> graphs, Step step)
    {
        int[] offsets = new int[graphs.Count + 1];
        for (int i = 0; i < graphs.Count; i++) offsets[i + 1] = offsets[i] + graphs[i].Count;
        int nodes = offsets[^1];
        float[] features = [.. graphs.SelectMany(graph => graph.Features)];
        int inputs = features.Length / nodes;
        var means = SparseMatrix.FromRows([.. graphs.SelectMany((graph, place) => graph.Neighbours.Select(row => Even(row, offsets[place])))], nodes);
        var wholes = SparseMatrix.FromRows([.. graphs.Select((graph, place) => Even([.. Enumerable.Range(0, graph.Count)], offsets[place]))], nodes);
        SparseMatrix turned = means.Transpose();
        Tensor states = torch.nn.functional.gelu(_first.Of(NativeRows.Of(features, inputs, [.. Enumerable.Range(0, nodes)])));
        for (int round = 0; round < Rounds; round++)
            states = torch.nn.functional.gelu(_own[round].Of(states).Plus(_others[round].Of(SparseProduct.Of(means, turned, states, step.Threads))));
        Tensor[] read = [states.Rows(offsets[..^1]), states.Rows([.. offsets[..^1].Select(offset => offset + 1)]), SparseProduct.Of(wholes, wholes.Transpose(), states, step.Threads)];
        _rows = torch.stack([.. read.Select((state, adapter) => _adapters[adapter].Of(state, step))], 1).reshape(Each * graphs.Count, -1);
    }

    /// <summary>A row that takes the mean of some nodes.</summary>
    private static (int Column, float Value)[] Even(int[] nodes, int offset) => [.. nodes.Select(node => (offset + node, 1f / nodes.Length))];

    /// <summary>A mixture of experts.</summary>
    private sealed class Expertise(ParameterSet parameters, string name, int width, int experts, int outputs)
    {
        private readonly Parameter _weights = parameters.Normal($"{name}.experts.weight", 1 / Math.Sqrt(width), experts, width, outputs);
        private readonly Parameter _shift = parameters.Constant($"{name}.experts.shift", 0, experts, 1, width);
        private readonly Parameter _gate = parameters.Normal($"{name}.gate.weight", 1 / Math.Sqrt(width), experts, width), _noise = parameters.Constant($"{name}.noise.weight", 0, experts, width);

        public Tensor Of(Tensor x, Step step)
        {
            Tensor gates = torch.nn.functional.linear(x, _gate.Leaf);
            if (step.Rate(Dropout) > 0) gates = gates.Plus(Noise(x, step));
            Tensor told = (step.Dropout(x, Dropout).unsqueeze(0) - _shift.Leaf).bmm(_weights.Leaf); // [experts, rows, outputs]
            return gates.softmax(1).unsqueeze(1).bmm(told.transpose(0, 1)).squeeze(1);
        }

        private Tensor Noise(Tensor x, Step step)
        {
            float[] drawn = new float[x.shape[0] * experts];
            foreach (ref float one in drawn.AsSpan()) one = (float)step.Random.NextNormal();
            Tensor spread = torch.nn.functional.linear(x, _noise.Leaf), none = torch.zeros_like(spread); // log(1 + exp x)
            return NativeRows.Of(drawn, experts, [.. Enumerable.Range(0, (int)x.shape[0])]).mul(torch.logaddexp(spread, none).Plus(torch.full_like(spread, Constant.Of(LeastNoise))));
        }
    }
}
