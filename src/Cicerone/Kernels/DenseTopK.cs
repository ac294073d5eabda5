using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Kernels;

/// <summary>Exact rankings from dense rows of scores.</summary>
internal static class DenseTopK
{
    private const int MostScoresAtOnce = 1 << 21;
    private const int WordBits = 64;

    /// <summary>Scores the queries block by block, so that memory does not grow with queries × items, and keeps the best.</summary>
    public static void Rank(IScores model, ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        if (catalogue.Count == 0) return;
        int block = Math.Clamp(MostScoresAtOnce / catalogue.Count / VectorKernels.TileRows * VectorKernels.TileRows, 1, Math.Max(1, queries.Length)); // whole tiles, for models that score by them
        ulong[] candidates = CandidatesOf(catalogue), open = new ulong[candidates.Length];
        float[] buffer = ArrayPool<float>.Shared.Rent(block * catalogue.Count);
        try
        {
            for (int start = 0; start < queries.Length; start += block)
            {
                ReadOnlySpan<Query> part = queries.Slice(start, Math.Min(block, queries.Length - start));
                Span<float> scores = buffer.AsSpan(0, part.Length * catalogue.Count);
                model.Score(part, catalogue, scores);
                for (int i = 0; i < part.Length; i++)
                {
                    candidates.CopyTo(open, 0);
                    foreach (int item in request.Excluded is null ? default : request.Excluded[start + i].Span) open[item / WordBits] &= ~(1UL << (item % WordBits));
                    Select(scores.Slice(i * catalogue.Count, catalogue.Count), part[i], catalogue, open, Math.Min(request.Count, into.Places), start + i, into);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static void Select(ReadOnlySpan<float> scores, Query query, Catalogue catalogue, ReadOnlySpan<ulong> open, int places, int row, TopKResult into)
    {
        (Memory<int> items, Memory<float> best) = into.Room(row);
        var heap = new TopKHeap(items.Span[..places], best.Span, catalogue, query.TieKey);
        for (int word = 0, first = 0; word < open.Length; word++, first += WordBits)
        {
            ulong reached = open[word];
            if (reached != 0 && first + WordBits <= scores.Length) reached &= TopKHeap.Reaching(ref Unsafe.AsRef(in scores[first]), heap.Threshold);
            for (; reached != 0; reached &= reached - 1)
            {
                int item = first + BitOperations.TrailingZeroCount(reached);
                heap.Offer(item, scores[item]);
            }
        }
        into.SetLength(row, heap.Finish());
    }

    /// <summary>A bit for each item that is a candidate.</summary>
    private static ulong[] CandidatesOf(Catalogue catalogue)
    {
        ulong[] bits = new ulong[(catalogue.Count + WordBits - 1) / WordBits];
        if (catalogue.IsRestricted)
            foreach (int item in catalogue.Candidates) bits[item / WordBits] |= 1UL << (item % WordBits);
        else
            for (int item = 0; item < catalogue.Count; item++) bits[item / WordBits] |= 1UL << (item % WordBits);
        return bits;
    }
}
