using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Kernels;

/// <summary>
/// Exact rankings by inner product without a matrix of scores: queries in blocks against panels of items, scores in a tile
/// that stays in the first cache, and a heap that sees only what reaches its worst kept score. A query leaves the block
/// when no later panel can reach that score.
/// </summary>
internal sealed class PanelTopK
{
    private const int MostQueriesAtOnce = 42 * VectorKernels.TileRows;
    private const int MostMaskWords = 1 << 19;
    private const int PanelsPerCheck = 8;

    private readonly VectorKernels _kernels;
    private readonly ItemPanels _panels;
    private readonly Catalogue _catalogue;
    private readonly TopKResult _into;
    private readonly int[] _steps;
    private readonly int _width, _places;

    // of the block: what is kept of each query, and which queries are not done yet
    private readonly float[] _thresholds = new float[MostQueriesAtOnce], _packed, _scores;
    private readonly double[] _lengths = new double[MostQueriesAtOnce];
    private readonly int[] _active = new int[MostQueriesAtOnce], _counts = new int[MostQueriesAtOnce];
    private readonly ulong[] _open; // [queries, panels]: a bit for each item that may be ranked
    private readonly int _packedStart, _scoresStart, _block;

    private PanelTopK(VectorKernels kernels, ItemPanels panels, Catalogue catalogue, int places, TopKResult into, int queries)
    {
        (_kernels, _panels, _catalogue, _into, _width, _places) = (kernels, panels, catalogue, into, panels.Matrix.Rows, places);
        _block = Math.Clamp(MostMaskWords / Math.Max(1, panels.Matrix.Panels), 1, Math.Min(queries, MostQueriesAtOnce));
        _steps = [.. Enumerable.Range(0, _width)];
        _packed = VectorKernels.AlignedArray((long)_block * _width, out _packedStart);
        _scores = VectorKernels.AlignedArray(VectorKernels.TileRows * VectorKernels.PanelWidth, out _scoresStart);
        _open = ArrayPool<ulong>.Shared.Rent(_block * panels.Matrix.Panels);
    }

    /// <summary>Ranks the candidates of the panels for every query.</summary>
    /// <param name="kernels">Whose loops to use.</param>
    /// <param name="panels">The candidates' vectors.</param>
    /// <param name="vectors">Query vectors, shape [queries, width].</param>
    /// <param name="queries">The queries.</param>
    /// <param name="catalogue">For the order of equal scores.</param>
    /// <param name="request">How many, and what is excluded.</param>
    /// <param name="into">Where the rankings go.</param>
    /// <exception cref="InvalidOperationException">A query vector is not finite, or too long for scores to be finite.</exception>
    public static void Rank(VectorKernels kernels, ItemPanels panels, ReadOnlySpan<float> vectors, ReadOnlySpan<Query> queries,
        Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        int places = Math.Min(request.Count, into.Places);
        if (panels.Items.IsEmpty || places == 0 || queries.IsEmpty) return;
        var ranking = new PanelTopK(kernels, panels, catalogue, places, into, queries.Length);
        for (int start = 0; start < queries.Length; start += ranking._block)
        {
            int count = Math.Min(ranking._block, queries.Length - start);
            ranking.RankBlock(vectors.Slice(start * panels.Matrix.Rows, count * panels.Matrix.Rows), queries.Slice(start, count), start, request);
        }
        ArrayPool<ulong>.Shared.Return(ranking._open);
    }

    private void RankBlock(ReadOnlySpan<float> vectors, ReadOnlySpan<Query> queries, int start, TopKRequest request)
    {
        for (int q = 0; q < queries.Length; q++)
        {
            _lengths[q] = ItemPanels.Length(vectors.Slice(q * _width, _width));
            if (!(_panels.MostFrom(0, _lengths[q]) < float.MaxValue))
                throw new InvalidOperationException($"The model's vector of query {start + q} is not finite, or so long that scores are not.");
            (_thresholds[q], _counts[q], _active[q]) = (float.NegativeInfinity, 0, q);
            Open(q, request.Excluded is null ? default : request.Excluded[start + q].Span);
        }
        int active = queries.Length;
        for (int panel = 0; panel < _panels.Matrix.Panels; panel += PanelsPerCheck)
        {
            int before = active;
            active = StillActive(panel, active);
            if (active == 0) break;
            if (panel == 0 || active < before) Pack(vectors, active);
            for (int p = panel; p < Math.Min(panel + PanelsPerCheck, _panels.Matrix.Panels); p++) RankPanel(p, active, queries, start);
        }
        for (int q = 0; q < queries.Length; q++) _into.SetLength(start + q, HeapOf(q, queries, start).Finish());
    }

    /// <summary>Marks what may be ranked for a query: every place that holds an item, but for the excluded ones.</summary>
    private void Open(int query, ReadOnlySpan<int> excluded)
    {
        Span<ulong> open = _open.AsSpan(query * _panels.Matrix.Panels, _panels.Matrix.Panels);
        open.Fill(ulong.MaxValue);
        int rest = _panels.Items.Length % VectorKernels.PanelWidth;
        if (rest > 0) open[^1] = (1UL << rest) - 1;
        foreach (int item in excluded)
            if (_panels.PlaceOf(item) is >= 0 and int place) open[place / VectorKernels.PanelWidth] &= ~(1UL << (place % VectorKernels.PanelWidth));
    }

    /// <summary>Moves the queries that this panel or a later one can still change to the front; returns how many they are.</summary>
    private int StillActive(int panel, int active)
    {
        int kept = 0;
        for (int i = 0; i < active; i++)
            if (_panels.MostFrom(panel, _lengths[_active[i]]) >= _thresholds[_active[i]]) _active[kept++] = _active[i];
        return kept;
    }

    /// <summary>Copies the vectors of the active queries: six by six side by side, and the last few one after the other.</summary>
    private void Pack(ReadOnlySpan<float> vectors, int active)
    {
        const int Rows = VectorKernels.TileRows;
        int whole = active - active % Rows;
        for (int i = 0; i < active; i++)
        {
            ReadOnlySpan<float> vector = vectors.Slice(_active[i] * _width, _width);
            Span<float> packed = _packed.AsSpan(_packedStart + (i < whole ? i / Rows * Rows : i) * _width);
            if (i >= whole) vector.CopyTo(packed);
            else
                for (int k = 0; k < _width; k++) packed[k * Rows + i % Rows] = vector[k];
        }
    }

    private void RankPanel(int panel, int active, ReadOnlySpan<Query> queries, int start)
    {
        ref float matrix = ref _panels.Matrix.Panel(panel);
        ref float packed = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_packed), _packedStart);
        ref float scores = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_scores), _scoresStart);
        int i = 0;
        for (; i + VectorKernels.TileRows <= active; i += VectorKernels.TileRows)
        {
            _kernels.MultiplyTile(ref Unsafe.Add(ref packed, i * _width), ref matrix, _width, ref scores);
            for (int r = 0; r < VectorKernels.TileRows; r++) Offer(_active[i + r], panel, ref Unsafe.Add(ref scores, r * VectorKernels.PanelWidth), queries, start);
        }
        for (; i < active; i++)
        {
            _kernels.SumRows(_steps, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref packed, i * _width), _width), ref matrix, ref scores);
            Offer(_active[i], panel, ref scores, queries, start);
        }
    }

    /// <summary>Offers a query those of 64 scores that reach its worst kept one.</summary>
    private void Offer(int query, int panel, ref float scores, ReadOnlySpan<Query> queries, int start)
    {
        ulong reached = Reaching(ref scores, _thresholds[query]) & _open[query * _panels.Matrix.Panels + panel];
        if (reached == 0) return;
        TopKHeap heap = HeapOf(query, queries, start);
        for (; reached != 0; reached &= reached - 1)
        {
            int place = BitOperations.TrailingZeroCount(reached);
            heap.Offer(_panels.Items[panel * VectorKernels.PanelWidth + place], Unsafe.Add(ref scores, place));
        }
        (_counts[query], _thresholds[query]) = (heap.Count, heap.Threshold);
    }

    private TopKHeap HeapOf(int query, ReadOnlySpan<Query> queries, int start)
    {
        (Memory<int> items, Memory<float> best) = _into.Room(start + query);
        return new TopKHeap(items.Span[.._places], best.Span[.._places], _catalogue, queries[query].TieKey, _counts[query]);
    }

    /// <summary>A bit for each of 64 scores that is at least the threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Reaching(ref float scores, float threshold)
    {
        Vector512<float> least = Vector512.Create(threshold);
        ulong Bits(ref float scores, nuint from) => Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref scores, from), least).ExtractMostSignificantBits() << (int)from;
        return Bits(ref scores, 0) | Bits(ref scores, 16) | Bits(ref scores, 32) | Bits(ref scores, 48);
    }
}
