namespace Cicerone.Metrics;

/// <summary>
/// How often each item is recommended to anyone, at several cutoffs at once: what catalogue coverage and the Gini index are
/// made of. Counting may run on several threads; sums of whole numbers do not depend on their order.
/// </summary>
internal sealed class Exposure(IReadOnlyList<int> cutoffs, int items, int candidates)
{
    public const string CoverageDefinition = "candidates that are among anyone's first k, divided by all candidates";
    public const string GiniDefinition = "Gini index of how often each candidate is among anyone's first k: 0 when all are shown equally, near 1 when few take all places";

    private readonly int[][] _counts = [.. cutoffs.Select(_ => new int[items])];

    /// <summary>Counts one list.</summary>
    public void Add(ReadOnlySpan<int> list)
    {
        for (int cutoff = 0; cutoff < cutoffs.Count; cutoff++)
            foreach (int item in list[..Math.Min(cutoffs[cutoff], list.Length)]) Interlocked.Increment(ref _counts[cutoff][item]);
    }

    /// <summary>The figures by key: <c>coverage@k</c> and <c>gini@k</c>.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures()
    {
        for (int cutoff = 0; cutoff < cutoffs.Count; cutoff++)
        {
            int[] shown = [.. _counts[cutoff].Where(count => count > 0).Order()];
            yield return KeyValuePair.Create($"coverage@{cutoffs[cutoff]}", (double)shown.Length / candidates);
            yield return KeyValuePair.Create($"gini@{cutoffs[cutoff]}", Gini(shown));
        }
    }

    /// <summary>Σ (2i − n − 1) xᵢ / (n Σ xᵢ) over all n candidates in ascending order; those never shown come first and add nothing.</summary>
    private double Gini(int[] shown)
    {
        double weighted = 0, total = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            weighted += (2.0 * (candidates - shown.Length + i + 1) - candidates - 1) * shown[i];
            total += shown[i];
        }
        return weighted / (candidates * total);
    }
}
