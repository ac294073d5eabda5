using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// What a model learns that spreads vectors over the graph of who chose what: a vector for each person and item, whose inner product is the
/// score. A stranger is a new person of that graph: the sum of what the history's items bring, divided by the root of their number.
/// It answers without native code.
/// </summary>
public sealed class GraphFactors : IEmbeds
{
    private readonly string _file;
    private readonly float[] _people, _sources, _offset;

    /// <param name="file">Name of the file that keeps it: that of the algorithm.</param>
    /// <param name="people">Shape [people, width].</param>
    /// <param name="items">Shape [items, width].</param>
    /// <param name="sources">What each item brings to a stranger, of that shape.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="offset">What every stranger has, [width]; zeros when null.</param>
    internal GraphFactors(string file, float[] people, float[] items, float[] sources, int width, float[]? offset = null) =>
        (_file, _people, _sources, _offset, ItemVectors) = (file, people, sources, offset ?? new float[width], new ItemVectors(items, width));

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Reads a model back.</summary>
    internal static GraphFactors Load(string name, ModelReader folder, int width)
    {
        ArgumentNullException.ThrowIfNull(folder);
        TensorFile file = folder.Tensors(name);
        return new GraphFactors(name, file["people"].AsFloat32(), file["items"].AsFloat32(folder.ItemCount, width), file["sources"].AsFloat32(folder.ItemCount, width), width, file["offset"].AsFloat32(width));
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        int width = ItemVectors.Width;
        folder.WriteTensors(_file, ("people", StoredTensor.Of(_people, _people.Length / width, width)), ("items", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, width)),
            ("sources", StoredTensor.Of(_sources, ItemVectors.Count, width)), ("offset", StoredTensor.Of(_offset, width)));
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        int width = ItemVectors.Width;
        vectors.Clear();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * width, width);
            if (queries[q].Person is { } person && person < _people.Length / width)
            {
                _people.AsSpan(person * width, width).CopyTo(vector);
                continue;
            }
            int[] chosen = queries[q].History.DistinctItems();
            foreach (int item in chosen) TensorPrimitives.Add(vector, _sources.AsSpan(item * width, width), vector);
            if (chosen.Length > 0) TensorPrimitives.Divide(vector, MathF.Sqrt(chosen.Length), vector);
            TensorPrimitives.Add(vector, _offset, vector);
        }
    }
}
