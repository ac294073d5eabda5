using System.Runtime.CompilerServices;
using Cicerone.Data;

namespace Cicerone.Kernels;

/// <summary>
/// Vectors of the candidate items as a matrix [width, places] in panels, the longest vectors first: once the best scores
/// found exceed what the longest of the vectors still to come could reach, a query is done.
/// </summary>
internal sealed class ItemPanels
{
    private const int NoPlace = -1;
    private readonly float[] _vectors;
    private readonly Lazy<ReducedPanels> _reduced;
    private readonly ConditionalWeakTable<Catalogue, ulong[]> _open = [];
    private readonly int[] _items, _places;
    private int _uses;
    private readonly double[] _lengths; // Euclidean length of the first, longest vector of each panel

    /// <summary>Packs some items.</summary>
    /// <param name="vectors">Shape [items, width], row after row; finite; kept, not copied.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="candidates">Which items, each once.</param>
    public ItemPanels(float[] vectors, int width, ReadOnlySpan<int> candidates)
    {
        _vectors = vectors;
        double[] lengths = new double[candidates.Length];
        _items = candidates.ToArray();
        for (int i = 0; i < lengths.Length; i++) lengths[i] = -Length(vectors.AsSpan(candidates[i] * width, width)); // negative: the longest sorts first
        Array.Sort(lengths, _items);
        _places = new int[vectors.Length / width];
        Array.Fill(_places, NoPlace);
        Matrix = new PanelMatrix(width, candidates.Length);
        _lengths = new double[Matrix.Panels];
        for (int place = 0; place < _items.Length; place++)
        {
            ReadOnlySpan<float> vector = vectors.AsSpan(_items[place] * width, width);
            for (int k = 0; k < width; k++) Matrix[k, place] = vector[k];
            _places[_items[place]] = place;
            if (place % VectorKernels.PanelWidth == 0) _lengths[place / VectorKernels.PanelWidth] = -lengths[place];
        }
        _reduced = new Lazy<ReducedPanels>(() => new ReducedPanels(this));
    }

    /// <summary>The packed vectors: a column is an item.</summary>
    public PanelMatrix Matrix { get; }

    /// <summary>The item of each place.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>The place of an item; negative where it is no candidate.</summary>
    public int PlaceOf(int item) => _places[item];

    /// <summary>A bit for each place that holds a candidate, 64 places a panel; made once for a catalogue.</summary>
    public ReadOnlySpan<ulong> OpenOf(Catalogue catalogue) => _open.GetValue(catalogue, Mark);

    /// <summary>Adds the inner products of query vectors with all items to a dense matrix, shape [queries, items of the vocabulary].</summary>
    public void AddScores(VectorKernels kernels, ReadOnlySpan<float> vectors, Span<float> scores)
    {
        const int Rows = VectorKernels.TileRows, Width = VectorKernels.PanelWidth;
        int width = Matrix.Rows, queries = vectors.Length / width;
        float[] padded = new float[(queries + Rows - 1) / Rows * Rows * width], tile = new float[Rows * Width];
        vectors.CopyTo(padded);
        for (int panel = 0; panel < Matrix.Panels; panel++)
        {
            ReadOnlySpan<int> items = _items.AsSpan(panel * Width, Math.Min(Width, _items.Length - panel * Width));
            for (int q = 0; q < queries; q += Rows)
            {
                kernels.MultiplyTile(ref padded[q * width], width, ref Matrix.Panel(panel), width, ref tile[0]);
                for (int r = 0; r < Math.Min(Rows, queries - q); r++)
                {
                    Span<float> row = scores.Slice((q + r) * _places.Length, _places.Length);
                    for (int i = 0; i < items.Length; i++) row[items[i]] += tile[r * Width + i];
                }
            }
        }
    }

    private ulong[] Mark(Catalogue catalogue)
    {
        ulong[] open = new ulong[Matrix.Panels];
        for (int place = 0; place < _items.Length && !catalogue.IsRestricted; place++) Open(place);
        foreach (int item in catalogue.Candidates)
            if (_places[item] is >= 0 and int place) Open(place);
        return open;

        void Open(int place) => open[place / VectorKernels.PanelWidth] |= 1UL << (place % VectorKernels.PanelWidth);
    }

    /// <summary>The same panels in 8 bits, made when first asked for.</summary>
    public ReducedPanels Reduced => _reduced.Value;

    /// <summary>Counts a use; returns how many there were.</summary>
    public int Use() => Interlocked.Increment(ref _uses);

    /// <summary>The vector at a place.</summary>
    public ReadOnlySpan<float> VectorAt(int place) => _vectors.AsSpan(_items[place] * Matrix.Rows, Matrix.Rows);

    /// <summary>The length of the longest vector of a panel.</summary>
    public double LongestOf(int panel) => _lengths[panel];

    /// <summary>How far the computed score of an item of this panel or a later one can be from the true one, for a query vector of a length.</summary>
    public double Rounding(int panel, double queryLength)
    {
        const double Step = 1.0 / (1 << 23); // twice the half unit in the last place that each step can add
        return Matrix.Rows * (queryLength * _lengths[panel] * Step + float.Epsilon);
    }

    /// <summary>The most that a computed score of this panel or a later one can be, for a query vector of a length.</summary>
    public double MostFrom(int panel, double queryLength) => queryLength * _lengths[panel] + Rounding(panel, queryLength);

    /// <summary>The Euclidean length of a vector.</summary>
    public static double Length(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float value in vector) sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
