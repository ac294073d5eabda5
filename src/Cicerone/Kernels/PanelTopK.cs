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
/// when no later panel can reach that score. After the first panels, and where the processor is quicker with bytes, panels
/// are looked at in 8 bits, and only the items whose bound reaches the worst kept score are scored: the answer is the same.
/// </summary>
internal sealed class PanelTopK
{
    private const int MostQueriesAtOnce = 42 * VectorKernels.TileRows;
    private const int MostMaskWords = 1 << 19;
    private const int PanelsPerCheck = ReducedPanels.GroupPanels;
    private const int MostPending = 8;
    private const int WidestInBytes = 1 << 16; // wider sums of products could overflow
    private const int UsesThatPay = 8;
    private const int MostNotedShare = 8; // of items: when more than an eighth of them is noted, bytes do not pay

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
    private readonly int _scoresStart, _block;

    // the look in 8 bits
    private readonly ReducedPanels? _reduced;
    private readonly sbyte[] _codes = [], _packedCodes = [];
    private readonly ReducedPanels.Coded[] _coded = [];
    private readonly int[] _products = [], _pending = [], _pendingCounts = []; // places noted but not scored yet
    private readonly int[] _least = []; // the least product of codes that can reach the worst kept score, in this group of panels
    private int _noted;

    private PanelTopK(VectorKernels kernels, ItemPanels panels, Catalogue catalogue, int places, TopKResult into, int queries)
    {
        (_kernels, _panels, _catalogue, _into, _width, _places) = (kernels, panels, catalogue, into, panels.Matrix.Rows, places);
        _block = Math.Clamp(MostMaskWords / Math.Max(1, panels.Matrix.Panels), 1, Math.Min(queries, MostQueriesAtOnce));
        _steps = [.. Enumerable.Range(0, _width)];
        _packed = new float[_block * _width];
        _scores = VectorKernels.AlignedArray<float>(VectorKernels.TileRows * VectorKernels.PanelWidth, out _scoresStart);
        _open = ArrayPool<ulong>.Shared.Rent(_block * panels.Matrix.Panels);
        bool pays = panels.Items.Length == catalogue.Count || queries >= VectorKernels.TileRows || panels.Use() > UsesThatPay; // to make the codes: panels of a few candidates may soon be gone
        if (!pays || !kernels.IsQuickWithBytes || panels.Matrix.Panels <= PanelsPerCheck || _width > WidestInBytes) return;
        _reduced = panels.Reduced;
        _codes = new sbyte[_block * _reduced.Depth];
        _packedCodes = new sbyte[(_block + VectorKernels.TileRows) * _reduced.Depth];
        (_coded, _least, _pendingCounts, _pending) = (new ReducedPanels.Coded[_block], new int[_block], new int[_block], new int[_block * MostPending]);
        _products = new int[VectorKernels.TileRows * VectorKernels.PanelWidth];
    }

    /// <summary>Ranks the candidates of the panels for every query.</summary>
    /// <param name="kernels">Whose loops to use.</param>
    /// <param name="panels">Vectors of the candidates, and maybe of others.</param>
    /// <param name="vectors">Query vectors, shape [queries, width].</param>
    /// <param name="queries">The queries.</param>
    /// <param name="catalogue">The candidates, and the order of equal scores.</param>
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
            if (_reduced is not null) _coded[q] = ReducedPanels.Code(vectors.Slice(q * _width, _width), _codes.AsSpan(q * _reduced.Depth, _reduced.Depth));
        }
        int active = queries.Length, exactUntil = PanelsPerCheck, pause = PanelsPerCheck;
        for (int panel = 0; panel < _panels.Matrix.Panels; panel += PanelsPerCheck)
        {
            int before = active;
            active = StillActive(panel, active);
            if (active == 0) break;
            if (panel == 0 || active < before) Pack(vectors, active);
            _noted = 0;
            bool bytes = _reduced is not null && panel >= exactUntil;
            for (int i = 0; i < active && bytes; i++) _least[_active[i]] = LeastOf(_active[i], panel);
            for (int p = panel; p < Math.Min(panel + PanelsPerCheck, _panels.Matrix.Panels); p++)
                if (active == 1 && _open[_active[0] * _panels.Matrix.Panels + p] == 0) continue; // no candidate
                else if (bytes) NotePanel(p, active, vectors, queries, start);
                else RankPanel(p, active, queries, start);
            if (_noted * MostNotedShare < active * PanelsPerCheck * VectorKernels.PanelWidth) continue;
            exactUntil = panel + PanelsPerCheck + pause; // until scores have been found that rule out more
            pause *= 2;
        }
        for (int q = 0; q < queries.Length && _reduced is not null; q++) ScorePending(q, vectors, queries, start);
        for (int q = 0; q < queries.Length; q++) _into.SetLength(start + q, HeapOf(q, queries, start).Finish());
    }

    /// <summary>Marks what may be ranked for a query: every place that holds a candidate, but for the excluded ones.</summary>
    private void Open(int query, ReadOnlySpan<int> excluded)
    {
        Span<ulong> open = _open.AsSpan(query * _panels.Matrix.Panels, _panels.Matrix.Panels);
        _panels.OpenOf(_catalogue).CopyTo(open);
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

    /// <summary>Copies the vectors of the active queries one after the other.</summary>
    private void Pack(ReadOnlySpan<float> vectors, int active)
    {
        for (int i = 0; i < active; i++)
        {
            vectors.Slice(_active[i] * _width, _width).CopyTo(_packed.AsSpan(i * _width));
            if (_reduced is not null) _codes.AsSpan(_active[i] * _reduced.Depth, _reduced.Depth).CopyTo(_packedCodes.AsSpan(i * _reduced.Depth));
        }
    }

    private void RankPanel(int panel, int active, ReadOnlySpan<Query> queries, int start)
    {
        ref float matrix = ref _panels.Matrix.Panel(panel);
        ref float packed = ref MemoryMarshal.GetArrayDataReference(_packed);
        ref float scores = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_scores), _scoresStart);
        int i = 0;
        for (; i + VectorKernels.TileRows <= active; i += VectorKernels.TileRows)
        {
            _kernels.MultiplyTile(ref Unsafe.Add(ref packed, i * _width), _width, ref matrix, _width, ref scores);
            for (int r = 0; r < VectorKernels.TileRows; r++) Offer(_active[i + r], panel, ref Unsafe.Add(ref scores, r * VectorKernels.PanelWidth), queries, start);
        }
        for (; i < active; i++)
        {
            _kernels.SumRows(_steps, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref packed, i * _width), _width), ref matrix, ref scores);
            Offer(_active[i], panel, ref scores, queries, start);
        }
    }

    /// <summary>Looks at a panel in 8 bits, and notes the items that may reach a query's worst kept score.</summary>
    private void NotePanel(int panel, int active, ReadOnlySpan<float> vectors, ReadOnlySpan<Query> queries, int start)
    {
        int depth = _reduced!.Depth;
        for (int i = 0; i < active; i += VectorKernels.TileRows)
        {
            if (active - i == 1) _kernels.MultiplyRow(ref _packedCodes[i * depth], ref _reduced.Panel(panel), depth, ref _products[0]);
            else _kernels.MultiplyTile(ref _packedCodes[i * depth], depth, ref _reduced.Panel(panel), depth, ref _products[0]);
            for (int r = 0; r < Math.Min(VectorKernels.TileRows, active - i); r++)
            {
                int query = _active[i + r];
                ulong reached = Reaching(ref _products[r * VectorKernels.PanelWidth], _least[query]);
                if (reached != 0) reached &= _open[query * _panels.Matrix.Panels + panel];
                for (; reached != 0; reached &= reached - 1)
                {
                    _pending[query * MostPending + _pendingCounts[query]++] = panel * VectorKernels.PanelWidth + BitOperations.TrailingZeroCount(reached);
                    _noted++;
                    if (_pendingCounts[query] < MostPending) continue;
                    ScorePending(query, vectors, queries, start);
                    _least[query] = LeastOf(query, panel);
                }
            }
        }
    }

    /// <summary>See <see cref="ReducedPanels.LeastReaching"/>; products are far from the ends of the whole numbers.</summary>
    private int LeastOf(int query, int panel) =>
        (int)Math.Clamp(_reduced!.LeastReaching(panel / ReducedPanels.GroupPanels, in _coded[query], _thresholds[query]), int.MinValue, int.MaxValue);

    /// <summary>Scores the noted items of a query exactly, eight chains of fused multiply-adds at once, and offers them.</summary>
    private void ScorePending(int query, ReadOnlySpan<float> vectors, ReadOnlySpan<Query> queries, int start)
    {
        int count = _pendingCounts[query];
        if (count == 0) return;
        ReadOnlySpan<int> places = _pending.AsSpan(query * MostPending, MostPending); // those past the count are old, and scored for nothing
        ref float v = ref MemoryMarshal.GetReference(vectors.Slice(query * _width, _width));
        ref float x0 = ref First(places[0]), x1 = ref First(places[1]), x2 = ref First(places[2]), x3 = ref First(places[3]);
        ref float x4 = ref First(places[4]), x5 = ref First(places[5]), x6 = ref First(places[6]), x7 = ref First(places[7]);
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int k = 0; k < _width; k++)
        {
            float y = Unsafe.Add(ref v, k);
            (s0, s1, s2, s3) = (MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x0, k), s0), MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x1, k), s1),
                MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x2, k), s2), MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x3, k), s3));
            (s4, s5, s6, s7) = (MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x4, k), s4), MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x5, k), s5),
                MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x6, k), s6), MathF.FusedMultiplyAdd(y, Unsafe.Add(ref x7, k), s7));
        }
        ReadOnlySpan<float> scores = [s0, s1, s2, s3, s4, s5, s6, s7];
        TopKHeap heap = HeapOf(query, queries, start);
        for (int i = 0; i < count; i++) heap.Offer(_panels.Items[places[i]], scores[i]);
        (_counts[query], _thresholds[query], _pendingCounts[query]) = (heap.Count, heap.Threshold, 0);
    }

    private ref float First(int place) => ref MemoryMarshal.GetReference(_panels.VectorAt(place));

    /// <summary>A bit for each of 64 products that is at least so much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Reaching(ref int products, int threshold)
    {
        Vector512<int> least = Vector512.Create(threshold);
        Vector512<int> x0 = Vector512.LoadUnsafe(ref products), x1 = Vector512.LoadUnsafe(ref products, 16), x2 = Vector512.LoadUnsafe(ref products, 32), x3 = Vector512.LoadUnsafe(ref products, 48);
        if (!Vector512.GreaterThanOrEqualAny(Vector512.Max(Vector512.Max(x0, x1), Vector512.Max(x2, x3)), least)) return 0; // as a rule
        ulong Bits(Vector512<int> x, int from) => Vector512.GreaterThanOrEqual(x, least).ExtractMostSignificantBits() << from;
        return Bits(x0, 0) | Bits(x1, 16) | Bits(x2, 32) | Bits(x3, 48);
    }

    /// <summary>Offers a query those of 64 scores that reach its worst kept one.</summary>
    private void Offer(int query, int panel, ref float scores, ReadOnlySpan<Query> queries, int start)
    {
        ulong reached = TopKHeap.Reaching(ref scores, _thresholds[query]) & _open[query * _panels.Matrix.Panels + panel];
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
}
