using System.Buffers;
using System.Runtime.InteropServices;
using Cicerone.Data;
using Cicerone.Metrics;
using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>
/// The area under the curve of a batch of people, from the scores of all candidates: asked for densely where the model
/// gives them, computed from its vectors where it has those, else by a ranking of every candidate. Done block by block, so
/// that memory does not grow with people × items.
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
        bool[] apart = new bool[catalogue.Count];
        try
        {
            for (int start = 0; start < queries.Length; start += block)
            {
                ReadOnlySpan<Query> part = queries.Slice(start, Math.Min(block, queries.Length - start));
                Fill(model, part, catalogue, scores.AsSpan(0, part.Length * catalogue.Count));
                for (int i = 0; i < part.Length; i++)
                    areas[start + i] = Area(scores.AsSpan(i * catalogue.Count, catalogue.Count), catalogue, masks[start + i], answers[start + i], apart, others);
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
        if (model is IEmbeds embeds)
        {
            float[] vectors = new float[queries.Length * embeds.ItemVectors.Width];
            embeds.Embed(queries, vectors);
            scores.Clear();
            embeds.ItemVectors.AddScores(vectors, scores);
            return;
        }
        var ranking = new TopKResult(queries.Length, catalogue.CandidateCount);
        model.TopK(queries, catalogue, new TopKRequest(ranking.Places), ranking);
        scores.Fill(float.NegativeInfinity); // what a model does not rank comes last
        for (int query = 0; query < queries.Length; query++)
            for (int place = 0; place < ranking.Length(query); place++)
                scores[query * catalogue.Count + ranking.Items(query)[place]] = ranking.Scores(query)[place];
    }

    /// <param name="scores">A score for each item.</param>
    /// <param name="catalogue">The candidates.</param>
    /// <param name="mask">Items that are no candidates here.</param>
    /// <param name="answers">The relevant items.</param>
    /// <param name="apart">Room to mark items in: all false, before and after.</param>
    /// <param name="others">Room for scores.</param>
    private static double Area(ReadOnlySpan<float> scores, Catalogue catalogue, HashSet<int> mask, HashSet<int> answers, bool[] apart, float[] others)
    {
        var relevant = new List<float>(answers.Count);
        foreach (int item in answers)
            if (!mask.Contains(item) && catalogue.IsCandidate(item)) relevant.Add(scores[item]);
        Mark(mask, apart, to: true);
        Mark(answers, apart, to: true);
        int count = 0;
        for (int i = 0; i < catalogue.CandidateCount; i++)
        {
            int item = catalogue.IsRestricted ? catalogue.Candidates[i] : i;
            if (!apart[item]) others[count++] = scores[item];
        }
        Mark(mask, apart, to: false);
        Mark(answers, apart, to: false);
        return AreaUnderCurve.Of(CollectionsMarshal.AsSpan(relevant), others.AsSpan(0, count), answers.Count);
    }

    private static void Mark(HashSet<int> items, bool[] apart, bool to)
    {
        foreach (int item in items)
            if (item < apart.Length) apart[item] = to;
    }
}
