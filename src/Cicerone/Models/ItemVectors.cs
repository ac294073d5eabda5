using System.Runtime.CompilerServices;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// The item vectors of a model whose score is an inner product, ready for exact ranking. A bias is one more factor, so that
/// every such model is ranked by the same kernel.
/// </summary>
public sealed class ItemVectors
{
    private const int FewShare = 16; // of items: a sixteenth and less are few

    private readonly float[] _values;
    private readonly Lazy<ItemPanels> _all;
    private readonly ConditionalWeakTable<Catalogue, ItemPanels> _restricted = [];

    /// <summary>Vectors of all items of a vocabulary.</summary>
    /// <param name="values">Shape [items, width], row after row; kept, not copied.</param>
    /// <param name="width">Length of a vector, at least 1.</param>
    /// <exception cref="CiceroneException">A number is not finite: the training has diverged.</exception>
    public ItemVectors(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length % width != 0) throw new ArgumentException($"{values.Length} numbers are not rows of {width}.", nameof(values));
        (_values, Width, Count) = (values, width, values.Length / width);
        int fault = Array.FindIndex(values, value => !float.IsFinite(value));
        if (fault >= 0) throw new CiceroneException($"Number {fault % width} of the vector of item {fault / width} is {values[fault]}: the training has diverged. Raise the regularisation or lower the learning rate.");
        _all = new Lazy<ItemPanels>(() => new ItemPanels(_values, Width, [.. Enumerable.Range(0, Count)]));
    }

    /// <summary>Vectors with the item's bias as a last factor; a query vector then ends with a 1.</summary>
    /// <param name="values">Shape [items, width].</param>
    /// <param name="width">Length of a vector without its bias.</param>
    /// <param name="biases">One for each item.</param>
    public static ItemVectors WithBias(ReadOnlySpan<float> values, int width, ReadOnlySpan<float> biases)
    {
        if (values.Length != (long)width * biases.Length) throw new ArgumentException($"{values.Length} numbers are not {biases.Length} rows of {width}.", nameof(values));
        float[] joined = new float[checked(biases.Length * (width + 1))];
        for (int item = 0; item < biases.Length; item++)
        {
            values.Slice(item * width, width).CopyTo(joined.AsSpan(item * (width + 1)));
            joined[item * (width + 1) + width] = biases[item];
        }
        return new ItemVectors(joined, width + 1);
    }

    /// <summary>How many items there are.</summary>
    public int Count { get; }

    /// <summary>Length of a vector, its bias included.</summary>
    public int Width { get; }

    /// <summary>The vector of an item.</summary>
    public ReadOnlySpan<float> this[int item] => _values.AsSpan(item * Width, Width);

    /// <summary>All vectors, shape [items, width], row after row.</summary>
    public float[] ToArray() => [.. _values];

    /// <summary>The score of an item for a query vector: the number that rankings carry, to the bit.</summary>
    public float Score(ReadOnlySpan<float> query, int item)
    {
        float sum = 0;
        ReadOnlySpan<float> vector = this[item];
        for (int k = 0; k < vector.Length; k++) sum = MathF.FusedMultiplyAdd(query[k], vector[k], sum);
        return sum;
    }

    /// <summary>Adds every item's score to a dense matrix: shape [queries, items].</summary>
    internal void AddScores(ReadOnlySpan<float> vectors, Span<float> scores) => _all.Value.AddScores(VectorKernels.Chosen, vectors, scores);

    /// <summary>Ranks the candidates of a catalogue by inner product, exactly: see <see cref="IRanker.TopK"/>.</summary>
    /// <param name="vectors">Query vectors, shape [queries, width].</param>
    /// <param name="queries">The queries.</param>
    /// <param name="catalogue">The items and which of them are candidates.</param>
    /// <param name="request">How many are wanted, and what is excluded.</param>
    /// <param name="into">Where the rankings go: one row a query.</param>
    public void TopK(ReadOnlySpan<float> vectors, ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        if (catalogue.Count != Count) throw new ArgumentException($"The catalogue has {catalogue.Count} items, but the model {Count} vectors.", nameof(catalogue));
        if (vectors.Length != (long)queries.Length * Width) throw new ArgumentException($"{vectors.Length} numbers are not {queries.Length} vectors of {Width}.", nameof(vectors));
        PanelTopK.Rank(VectorKernels.Chosen, PanelsFor(catalogue, queries.Length), vectors, queries, catalogue, request, into);
    }

    /// <summary>Panels of the candidates alone where that is worth the memory: for many queries, or where candidates are few. Else those of all items, of which the others are passed over.</summary>
    private ItemPanels PanelsFor(Catalogue catalogue, int queries) =>
        catalogue.IsRestricted && (queries >= VectorKernels.TileRows || catalogue.CandidateCount <= Count / FewShare)
            ? _restricted.GetValue(catalogue, restricted => new ItemPanels(_values, Width, restricted.Candidates))
            : _all.Value;
}
