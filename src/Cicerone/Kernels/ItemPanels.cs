namespace Cicerone.Kernels;

/// <summary>
/// Vectors of the candidate items as a matrix [width, places] in panels, the longest vectors first: once the best scores
/// found exceed what the longest of the vectors still to come could reach, a query is done.
/// </summary>
internal sealed class ItemPanels
{
    private const int NoPlace = -1;
    private readonly int[] _items, _places;
    private readonly double[] _lengths; // Euclidean length of the first, longest vector of each panel

    /// <summary>Packs some items.</summary>
    /// <param name="vectors">Shape [items, width], row after row; finite.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="candidates">Which items, each once.</param>
    public ItemPanels(ReadOnlySpan<float> vectors, int width, ReadOnlySpan<int> candidates)
    {
        double[] lengths = new double[candidates.Length];
        _items = candidates.ToArray();
        for (int i = 0; i < lengths.Length; i++) lengths[i] = -Length(vectors.Slice(candidates[i] * width, width)); // negative: the longest sorts first
        Array.Sort(lengths, _items);
        _places = new int[vectors.Length / width];
        Array.Fill(_places, NoPlace);
        Matrix = new PanelMatrix(width, candidates.Length);
        _lengths = new double[Matrix.Panels];
        for (int place = 0; place < _items.Length; place++)
        {
            ReadOnlySpan<float> vector = vectors.Slice(_items[place] * width, width);
            for (int k = 0; k < width; k++) Matrix[k, place] = vector[k];
            _places[_items[place]] = place;
            if (place % VectorKernels.PanelWidth == 0) _lengths[place / VectorKernels.PanelWidth] = -lengths[place];
        }
    }

    /// <summary>The packed vectors: a column is an item.</summary>
    public PanelMatrix Matrix { get; }

    /// <summary>The item of each place.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>The place of an item; negative where it is no candidate.</summary>
    public int PlaceOf(int item) => _places[item];

    /// <summary>The most that a score of this panel or a later one can be, rounding included, for a query vector of a length.</summary>
    public double MostFrom(int panel, double queryLength)
    {
        const double Rounding = 1.0 / (1 << 23); // twice the half unit in the last place that each step can add
        return queryLength * _lengths[panel] * (1 + Matrix.Rows * Rounding) + Matrix.Rows * (double)float.Epsilon;
    }

    /// <summary>The Euclidean length of a vector.</summary>
    public static double Length(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float value in vector) sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
