using System.Buffers;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Kernels;

/// <summary>Exact rankings from dense rows of scores.</summary>
internal static class DenseTopK
{
    private const int MostScoresAtOnce = 1 << 20;

    /// <summary>Scores the queries block by block, so that memory does not grow with queries × items, and keeps the best.</summary>
    public static void Rank(IScores model, ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        if (catalogue.Count == 0) return;
        int block = Math.Clamp(MostScoresAtOnce / catalogue.Count, 1, Math.Max(1, queries.Length));
        float[] buffer = ArrayPool<float>.Shared.Rent(block * catalogue.Count);
        try
        {
            for (int start = 0; start < queries.Length; start += block)
            {
                ReadOnlySpan<Query> part = queries.Slice(start, Math.Min(block, queries.Length - start));
                Span<float> scores = buffer.AsSpan(0, part.Length * catalogue.Count);
                model.Score(part, catalogue, scores);
                for (int i = 0; i < part.Length; i++)
                    Select(scores.Slice(i * catalogue.Count, catalogue.Count), part[i], catalogue, request, start + i, into);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static void Select(ReadOnlySpan<float> scores, Query query, Catalogue catalogue, TopKRequest request, int row, TopKResult into)
    {
        (Memory<int> items, Memory<float> best) = into.Room(row);
        var heap = new TopKHeap(items.Span[..Math.Min(request.Count, into.Places)], best.Span, catalogue, query.TieKey);
        int[] excluded = Sorted(request.Excluded?[row] ?? default);
        int next = 0;
        if (catalogue.IsRestricted)
            foreach (int item in catalogue.Candidates) Offer(ref heap, item, scores[item], excluded, ref next);
        else
            for (int item = 0; item < scores.Length; item++) Offer(ref heap, item, scores[item], excluded, ref next);
        into.SetLength(row, heap.Finish());
    }

    private static void Offer(ref TopKHeap heap, int item, float score, int[] excluded, ref int next)
    {
        while (next < excluded.Length && excluded[next] < item) next++;
        if (next < excluded.Length && excluded[next] == item) return;
        heap.Offer(item, score);
    }

    private static int[] Sorted(ReadOnlyMemory<int> items)
    {
        int[] sorted = items.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
