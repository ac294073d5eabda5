namespace Cicerone.Language.Statements.Clustering;

/// <summary>Which statements say the same.</summary>
public sealed class StatementClusters
{
    /// <param name="members">The statements of each cluster, each statement in one; clusters by their first member.</param>
    /// <param name="representatives">The statement that stands for each cluster.</param>
    /// <param name="pairs">Pairs that were judged, with the judgement.</param>
    public StatementClusters(IReadOnlyList<IReadOnlyList<int>> members, IReadOnlyList<int> representatives, IReadOnlyList<(NearPair Pair, double Judgement)> pairs)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(representatives);
        (Members, Representatives, Pairs) = (members, representatives, pairs);
        int[] clusterOf = new int[members.Sum(cluster => cluster.Count)];
        Array.Fill(clusterOf, -1);
        for (int cluster = 0; cluster < members.Count; cluster++)
            foreach (int statement in members[cluster])
            {
                if (statement < 0 || statement >= clusterOf.Length || clusterOf[statement] >= 0) throw new CiceroneException($"Statement {statement} is in no cluster or in two.");
                clusterOf[statement] = cluster;
            }
        ClusterOf = clusterOf;
    }

    /// <summary>The statements of each cluster.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Members { get; }

    /// <summary>The statement that stands for each.</summary>
    public IReadOnlyList<int> Representatives { get; }

    /// <summary>The cluster of each statement.</summary>
    public IReadOnlyList<int> ClusterOf { get; }

    /// <summary>Pairs that were judged.</summary>
    public IReadOnlyList<(NearPair Pair, double Judgement)> Pairs { get; }

    /// <summary>For each cluster, the mean cosine of its representative to the others, and that of all its pairs; 1 for one statement alone. Empty where there were no vectors.</summary>
    public IReadOnlyList<(double OfRepresentative, double OfPairs)> Cosines { get; init; } = [];

    /// <summary>Clusters that refinement had left too loose and that were split once more.</summary>
    public int SplitAgain { get; init; }

    /// <summary>(N − K) / N for N statements in K clusters.</summary>
    public double Reduction => ClusterOf.Count == 0 ? 0 : (double)(ClusterOf.Count - Members.Count) / ClusterOf.Count;
}
