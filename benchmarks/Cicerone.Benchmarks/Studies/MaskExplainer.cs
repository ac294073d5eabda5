using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Neural;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// What path search is held against: a mask over the edges of the graph around a pair, learned by some steps so that the pair's score stays high while few edges are kept, and the path that the mask weighs most
/// (after PaGE-Link, which G-Refer uses). Its graph is that of the writer's soft prompts, which is small: an advantage in time.
/// </summary>
internal sealed class MaskExplainer(int steps)
{
    private const double LearningRate = 0.1, Sparsity = 0.1;
    private const int MostHops = 5;

    /// <summary>The nodes of the path, the person (0) first and the item (1) last; empty where none leads there.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="width">Length of a node's vector.</param>
    /// <param name="seed">Decides the first mask.</param>
    public int[] Path(Subgraph graph, int width, ulong seed)
    {
        NativeTorch.Use();
        int count = graph.Count;
        float[] edges = new float[count * count], features = new float[count * width];
        for (int node = 0; node < count; node++)
        {
            graph.Features.AsSpan(node * (width + Subgraph.Marks), width).CopyTo(features.AsSpan(node * width));
            foreach (int other in graph.Neighbours[node]) edges[node * count + other] = 1;
        }
        using DisposeScope all = torch.NewDisposeScope();
        using var parameters = new ParameterSet(seed);
        Parameter mask = parameters.Normal("mask", 0.1, count, count);
        Tensor adjacent = torch.tensor(edges).view(count, count), x = torch.tensor(features).view(count, width), none = torch.zeros(1);
        for (int step = 1; step <= steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            parameters.Touch();
            Tensor kept = mask.Leaf.sigmoid().mul(adjacent), states = x;
            for (int round = 0; round < 3; round++) states = states.Plus(kept.matmul(states));
            Tensor score = states[0].dot(states[1]).view(1), loss = torch.logaddexp(score.neg(), none).Plus(kept.sum().view(1).mul(Constant.Of(Sparsity)));
            loss.sum().backward();
            Adam.Update(parameters, step, LearningRate, 0, 0);
        }
        return Heaviest(graph, mask.Values.ToArray());
    }

    /// <summary>The path of at most five edges whose mean log-weight is largest.</summary>
    private static int[] Heaviest(Subgraph graph, float[] mask)
    {
        int count = graph.Count;
        double[] best = [.. Enumerable.Repeat(double.NegativeInfinity, count)];
        best[0] = 0;
        int[][] path = new int[count][];
        path[0] = [0];
        (double mean, int[] found) = (double.NegativeInfinity, []);
        for (int hop = 1; hop <= MostHops; hop++)
        {
            double[] next = [.. Enumerable.Repeat(double.NegativeInfinity, count)];
            int[][] longer = new int[count][];
            for (int node = 0; node < count; node++)
                foreach (int other in double.IsFinite(best[node]) && node != 1 ? graph.Neighbours[node] : [])
                {
                    double weight = best[node] - Math.Log(1 + Math.Exp(-mask[node * count + other]));
                    if (weight <= next[other] || path[node].Contains(other)) continue;
                    (next[other], longer[other]) = (weight, [.. path[node], other]);
                }
            (best, path) = (next, longer);
            if (best[1] / hop > mean) (mean, found) = (best[1] / hop, path[1]);
        }
        return found;
    }
}
