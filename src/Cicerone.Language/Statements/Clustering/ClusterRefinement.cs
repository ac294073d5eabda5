namespace Cicerone.Language.Statements.Clustering;

/// <summary>
/// Divides a connected component that hangs together by chains alone, as the released code does: again and again the statement with most neighbours left and these
/// are taken, and joined to what was taken before when it lies near all earlier ones that were taken so. That code never looks again; here what is still too loose is split by
/// putting each statement to the first group all of which it lies near.
/// </summary>
internal sealed class ClusterRefinement(UnitVectors vectors, Func<int, IReadOnlyList<int>> neighbours, ClusteringOptions options)
{
    /// <summary>Clusters that had to be split once more.</summary>
    public int SplitAgain { get; private set; }

    /// <summary>The clusters of a component; each is tight.</summary>
    public IEnumerable<List<int>> Divide(List<int> component)
    {
        if (IsTight(component)) return [component];
        var divided = new List<List<int>>();
        foreach (List<int> cluster in Pivot(component))
        {
            if (IsTight(cluster)) divided.Add(cluster);
            else
            {
                SplitAgain++;
                divided.AddRange(Split(cluster));
            }
        }
        return divided;
    }

    private List<List<int>> Pivot(List<int> component)
    {
        var clusters = new List<List<int>>();
        List<int> active = [], pivots = [];
        HashSet<int> left = [.. component];
        while (left.Count > 0)
        {
            int pivot = left.OrderByDescending(statement => neighbours(statement).Count(left.Contains)).ThenBy(statement => statement).First();
            int[] taken = [pivot, .. neighbours(pivot).Where(left.Contains)];
            if (active.Count > 0 && pivots.Exists(other => vectors.Cosine(pivot, other) < options.Near))
            {
                clusters.Add(active);
                (active, pivots) = ([], []);
            }
            active.AddRange(taken);
            pivots.Add(pivot);
            left.ExceptWith(taken);
        }
        clusters.Add(active);
        return clusters;
    }

    private List<List<int>> Split(List<int> cluster)
    {
        var groups = new List<List<int>>();
        foreach (int statement in cluster.OrderByDescending(statement => neighbours(statement).Count).ThenBy(statement => statement))
        {
            if (groups.Find(group => group.TrueForAll(other => vectors.Cosine(statement, other) >= options.Tight)) is { } group) group.Add(statement);
            else groups.Add([statement]);
        }
        return groups;
    }

    private bool IsTight(List<int> cluster)
    {
        for (int i = 0; i < cluster.Count; i++)
            for (int j = i + 1; j < cluster.Count; j++)
                if (vectors.Cosine(cluster[i], cluster[j]) < options.Tight) return false;
        return true;
    }
}
