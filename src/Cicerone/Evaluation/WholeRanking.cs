using System.Buffers;
using System.Runtime.InteropServices;
using Cicerone.Data;
using Cicerone.Metrics;
using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>
/// The area under the curve of a batch of people, from the scores of all candidates: asked for densely where the model
/// gives them, else by a ranking of every candidate. Done block by block, so that memory does not grow with people × items.
/// </summary>
internal static class WholeRanking
{
    private const int MostScoresAtOnce = 1 << 20;

    /// <summary>Writes the area of each query.</summary>
    /// <param name="model">Who scores.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="catalogue">The candidates.</param>
    /// <param name="masks">For each query, items that are no candidates for it.</param>
    /// <param name="answers">For each query, the relevant items.</param>
    /// <param name="areas">Where the areas go.</param>
    public static void Areas(IRanker model, ReadOnlySpan<Query> queries, Catalogue catalogue, ReadOnlySpan<HashSet<int>> masks, ReadOnlySpan<HashSet<int>> answers, Span<double> areas)
    {
        int block = Math.Clamp(MostScoresAtOnce / Math.Max(1, catalogue.Count), 1, Math.Max(1, queries.Length));
        float[] scores = ArrayPool<float>.Shared.Rent(block * catalogue.Count), others = ArrayPool<float>.Shared.Rent(catalogue.Count);
        try
        {
            for (int start = 0; start < queries.Length; start += block)
            {
                ReadOnlySpan<Query> part = queries.Slice(start, Math.Min(block, queries.Length - start));
                Fill(model, part, catalogue, scores.AsSpan(0, part.Length * catalogue.Count));
                for (int i = 0; i < part.Length; i++)
                    areas[start + i] = Area(scores.AsSpan(i * catalogue.Count, catalogue.Count), catalogue, masks[start + i], answers[start + i], others);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<float>.Shared.Return(others);
        }
    }

    private static void Fill(IRanker model, ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        if (model is IScores dense)
        {
            dense.Score(queries, catalogue, scores);
            return;
        }
        var ranking = new TopKResult(queries.Length, catalogue.CandidateCount);
        model.TopK(queries, catalogue, new TopKRequest(ranking.Places), ranking);
        scores.Fill(float.NegativeInfinity); // what a model does not rank comes last
        for (int query = 0; query < queries.Length; query++)
            for (int place = 0; place < ranking.Length(query); place++)
                scores[query * catalogue.Count + ranking.Items(query)[place]] = ranking.Scores(query)[place];
    }

    private static double Area(ReadOnlySpan<float> scores, Catalogue catalogue, HashSet<int> mask, HashSet<int> answers, Span<float> others)
    {
        var relevant = new List<float>(answers.Count);
        int count = 0;
        for (int i = 0; i < catalogue.CandidateCount; i++)
        {
            int item = catalogue.IsRestricted ? catalogue.Candidates[i] : i;
            if (mask.Contains(item)) continue;
            if (answers.Contains(item)) relevant.Add(scores[item]);
            else others[count++] = scores[item];
        }
        return AreaUnderCurve.Of(CollectionsMarshal.AsSpan(relevant), others[..count], answers.Count);
    }
}
