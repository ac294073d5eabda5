using System.Numerics;

namespace Cicerone.Language.Statements.Clustering;

/// <summary>
/// The baseline that knows no meaning: statements of one sentiment that share nearly all pairs of neighbouring words (Broder, "On the resemblance and containment of documents",
/// 1997), found by bands of minimal hashes.
/// </summary>
public static class MinHashClusters
{
    private const int Permutations = 128, RowsOfBand = 8;

    /// <summary>Merges statements whose estimated Jaccard similarity reaches a threshold.</summary>
    public static StatementClusters Merge(IReadOnlyList<Statement> statements, double threshold = 0.9)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ulong[][] signatures = [.. statements.Select(statement => Signature(statement.Text))];
        int[] root = [.. Enumerable.Range(0, statements.Count)];
        for (int band = 0; band < Permutations / RowsOfBand; band++)
            foreach (IGrouping<(Sentiment, ulong), int> bucket in Enumerable.Range(0, statements.Count).GroupBy(i => (statements[i].Sentiment, HashOf(signatures[i].AsSpan(band * RowsOfBand, RowsOfBand)))))
            {
                int[] same = [.. bucket];
                for (int i = 1; i < same.Length; i++)
                    if (Similarity(signatures[same[0]], signatures[same[i]]) >= threshold) root[Find(root, same[i])] = Find(root, same[0]);
            }
        int[][] members = [.. Enumerable.Range(0, root.Length).GroupBy(i => Find(root, i)).Select(cluster => cluster.ToArray()).OrderBy(cluster => cluster[0])];
        return new StatementClusters(members, [.. members.Select(cluster => cluster[0])], []);
    }

    private static ulong[] Signature(string text)
    {
        string[] words = text.Split(' ');
        ulong[] least = new ulong[Permutations];
        Array.Fill(least, ulong.MaxValue);
        for (int i = 0; i + 1 < words.Length; i++)
        {
            ulong shingle = RandomSource.Hash($"{words[i]} {words[i + 1]}");
            for (int p = 0; p < Permutations; p++) least[p] = Math.Min(least[p], RandomSource.Mix(shingle ^ RandomSource.Mix((ulong)p)));
        }
        return least;
    }

    private static ulong HashOf(ReadOnlySpan<ulong> band)
    {
        ulong hash = 0;
        foreach (ulong value in band) hash = RandomSource.Mix(BitOperations.RotateLeft(hash, 7) ^ value);
        return hash;
    }

    private static double Similarity(ulong[] one, ulong[] other) => (double)one.Zip(other).Count(pair => pair.First == pair.Second) / Permutations;

    private static int Find(int[] root, int i)
    {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    }
}
