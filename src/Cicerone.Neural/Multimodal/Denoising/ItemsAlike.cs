using Cicerone.Kernels;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// The graph of items alike by a kind of features: by the features as they are, until it is drawn anew by what has become of them. Who is whose neighbour is kept with
/// the weights, so that a resumed run and the best epoch have their own.
/// </summary>
internal sealed class ItemsAlike
{
    private const int None = -1;
    private readonly Modality _modality;
    private readonly ParallelOptions _parallel;
    private readonly Parameter _neighbours; // [items, neighbours without itself]: not learned
    private float[] _built = [];
    private (SparseMatrix Graph, SparseMatrix Transposed) _graph;

    /// <param name="worked">Where the neighbours go, under the modality's name.</param>
    /// <param name="modality">The features.</param>
    /// <param name="neighbours">How many, the item itself counted, at least 2.</param>
    /// <param name="parallel">Threads.</param>
    public ItemsAlike(ParameterSet worked, Modality modality, int neighbours, ParallelOptions parallel)
    {
        (_modality, _parallel) = (modality, parallel);
        _neighbours = worked.Constant($"{modality.Name}.alike", None, modality.ItemCount, neighbours - 1);
        Draw(modality.Values, modality.Width);
    }

    /// <summary>Rows of equal weights that add up to 1, the item itself among them; and the same with rows and columns exchanged.</summary>
    public (SparseMatrix Graph, SparseMatrix Transposed) Graph
    {
        get
        {
            if (!_neighbours.Values.SequenceEqual(_built)) Build();
            return _graph;
        }
    }

    /// <summary>Draws the graph by other vectors of the items that have features.</summary>
    /// <param name="vectors">Shape [items, width].</param>
    /// <param name="width">Length of a vector.</param>
    public void Draw(ReadOnlySpan<float> vectors, int width)
    {
        int count = (int)_neighbours.Shape[1];
        (int Row, float Cosine)[][] nearest = NearestNeighbours.Of(vectors, width, count, _modality.IsKnown, _parallel);
        _neighbours.Values.Fill(None);
        for (int item = 0; item < nearest.Length; item++)
            for (int i = 0; i < nearest[item].Length; i++) _neighbours.Values[item * count + i] = nearest[item][i].Row;
    }

    private void Build()
    {
        _built = _neighbours.Values.ToArray();
        int count = (int)_neighbours.Shape[1];
        SparseMatrix graph = Modality.GraphOf([.. Enumerable.Range(0, _modality.ItemCount).Select(item => _built.AsSpan(item * count, count).ToArray().Where(other => other != None).Select(other => (int)other).ToArray())]);
        _graph = (graph, graph.Transpose());
    }
}
