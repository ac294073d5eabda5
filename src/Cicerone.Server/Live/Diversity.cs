using Cicerone.Models;

namespace Cicerone.Server.Live;

/// <summary>
/// Chooses from a ranked list so that neighbours have less in common: maximal marginal relevance (Carbonell and Goldstein,
/// SIGIR 1998, equation 1). Relevance is the score, spread over 0 to 1 by the list's own extremes; two items are as alike as
/// the Jaccard index of their traits, which are the entries of their columns (titles apart) and their categories.
/// </summary>
internal static class Diversity
{
    /// <summary>The chosen items, in their order.</summary>
    /// <param name="ranked">What is chosen from, best first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="weight">0 leaves the order of scores, 1 looks at what items have in common alone.</param>
    /// <param name="traits">The traits of an item.</param>
    public static IReadOnlyList<Recommendation> Choose(IReadOnlyList<Recommendation> ranked, int count, double weight, Func<string, IReadOnlySet<string>> traits)
    {
        if (ranked.Count == 0) return ranked;
        float least = ranked[^1].Score, span = ranked[0].Score - least;
        double[] relevance = [.. ranked.Select(item => span > 0 ? (item.Score - least) / span : 1.0)], alike = new double[ranked.Count];
        IReadOnlySet<string>[] of = [.. ranked.Select(item => traits(item.Item))];
        var chosen = new List<Recommendation>();
        var left = Enumerable.Range(0, ranked.Count).ToList();
        while (chosen.Count < count && left.Count > 0)
        {
            int best = left.MaxBy(i => (1 - weight) * relevance[i] - weight * alike[i]); // the first of equals: the better ranked
            chosen.Add(ranked[best]);
            left.Remove(best);
            foreach (int i in left) alike[i] = Math.Max(alike[i], Jaccard(of[i], of[best]));
        }
        return chosen;
    }

    /// <summary>How much of what two items have is common, 0 to 1.</summary>
    public static double Jaccard(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        int common = one.Count(other.Contains), all = one.Count + other.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }
}
