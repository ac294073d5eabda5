using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Language.Statements.Clustering;

/// <summary>Finds pairs of statements that lie near each other, exactly, by the kernel that ranks items; memory does not grow with the square of the statements.</summary>
internal static class NearStatements
{
    private const int QueriesAtOnce = 1_024;

    /// <summary>Pairs of a group whose cosine reaches a threshold, among the nearest of each, the smaller index first; ascending.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="catalogue">All statements.</param>
    /// <param name="group">Statements of one sentiment.</param>
    /// <param name="options">How near, and how many.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IReadOnlyList<NearPair> Of(UnitVectors vectors, Catalogue catalogue, IReadOnlyList<int> group, ClusteringOptions options, CancellationToken cancellation)
    {
        int[] known = [.. group.Where(vectors.IsKnown)];
        var items = new ItemVectors(vectors.Values, vectors.Width);
        Catalogue candidates = catalogue.Restrict(known);
        var pairs = new Dictionary<(int, int), NearPair>();
        foreach (int[] block in known.Chunk(QueriesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            Query[] queries = [.. block.Select(statement => new Query(History.Of(), Person: null, (ulong)statement))];
            float[] rows = [.. block.SelectMany(statement => vectors[statement].ToArray())];
            var near = new TopKResult(block.Length, options.Neighbours);
            items.TopK(rows, queries, candidates, new TopKRequest(options.Neighbours, [.. block.Select(statement => new ReadOnlyMemory<int>([statement]))]), near);
            for (int q = 0; q < block.Length; q++)
                for (int rank = 0; rank < near.Length(q) && near.Scores(q)[rank] >= options.Near; rank++)
                {
                    (int one, int other) = (Math.Min(block[q], near.Items(q)[rank]), Math.Max(block[q], near.Items(q)[rank]));
                    pairs.TryAdd((one, other), new NearPair(one, other, near.Scores(q)[rank], rank + 1));
                }
        }
        return [.. pairs.Values.OrderBy(pair => pair.One).ThenBy(pair => pair.Other)];
    }
}

/// <summary>Two statements that lie near each other.</summary>
/// <param name="One">The one of the smaller index.</param>
/// <param name="Other">The other.</param>
/// <param name="Cosine">Of their vectors.</param>
/// <param name="Rank">Place, from 1, of the one among the nearest of the other.</param>
public sealed record NearPair(int One, int Other, float Cosine, int Rank);
