using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cicerone.Kernels;
using Cicerone.Neural.Layers;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>The graph of who chose what: people first, then items; each edge weighs 1/√(degree · degree).</summary>
internal sealed class ChoiceGraph
{
    private readonly SparseMatrix _edges; // symmetric
    private readonly int[] _degrees;

    /// <param name="chosen">Who chose what, shape [people, items]; values are not read.</param>
    public ChoiceGraph(SparseMatrix chosen)
    {
        SparseMatrix choosers = chosen.Transpose();
        (People, Items) = (chosen.Rows, chosen.Columns);
        _degrees = [.. Enumerable.Range(0, People).Select(person => chosen.Indices(person).Length), .. Enumerable.Range(0, Items).Select(item => choosers.Indices(item).Length)];
        (int Column, float Value)[] Row(int node, ReadOnlySpan<int> neighbours, int shift)
        {
            var row = new (int Column, float Value)[neighbours.Length];
            for (int i = 0; i < row.Length; i++) row[i] = (neighbours[i] + shift, 1 / MathF.Sqrt((float)_degrees[node] * _degrees[neighbours[i] + shift]));
            return row;
        }
        _edges = SparseMatrix.FromRows(
        [
            .. Enumerable.Range(0, People).Select(person => Row(person, chosen.Indices(person), People)),
            .. Enumerable.Range(0, Items).Select(item => Row(People + item, choosers.Indices(item), 0)),
        ], People + Items);
    }

    public int People { get; }

    public int Items { get; }

    /// <summary>How many people chose an item.</summary>
    public int DegreeOf(int item) => _degrees[People + item];

    /// <summary>How many items a person chose.</summary>
    public int DegreeOfPerson(int person) => _degrees[person];

    /// <summary>The weight of the edge between a person and an item, if there is one.</summary>
    public float WeightOf(int person, int item) => 1 / MathF.Sqrt((float)DegreeOfPerson(person) * DegreeOf(item));

    /// <summary>The vectors after 0, 1 … spreads, and last their mean (LightGCN's layers).</summary>
    /// <param name="vectors">Shape [people + items, width].</param>
    /// <param name="layers">How often.</param>
    /// <param name="threads">Processors to use.</param>
    public List<Tensor> Spread(Tensor vectors, int layers, int threads) => SparseProduct.Spread(_edges, vectors, layers, threads);

    /// <summary>
    /// What each item brings to a new person who has no vector of their own, before division by √(their degree), shape [items, width]: the mean of
    /// the spreads is the sum of it over the person's items.
    /// </summary>
    public float[] Sources(IReadOnlyList<Tensor> spreads)
    {
        int layers = spreads.Count - 2, width = (int)spreads[0].shape[1];
        float[] sources = new float[Items * width];
        for (int layer = 0; layer < layers; layer++) TensorPrimitives.Add(sources, MemoryMarshal.Cast<byte, float>(spreads[layer].bytes)[(People * width)..], sources);
        TensorPrimitives.Divide(sources, layers + 1, sources);
        DivideByRoots(sources, width);
        return sources;
    }

    /// <summary>Divides the row of each item by the root of its degree; of an item nobody chose nothing is left.</summary>
    public void DivideByRoots(Span<float> rows, int width)
    {
        for (int item = 0; item < Items; item++)
            TensorPrimitives.Multiply(rows.Slice(item * width, width), DegreeOf(item) == 0 ? 0 : 1 / MathF.Sqrt(DegreeOf(item)), rows.Slice(item * width, width));
    }
}
