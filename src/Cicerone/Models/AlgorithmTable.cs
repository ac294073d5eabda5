namespace Cicerone.Models;

/// <summary>The algorithms a host knows, by name.</summary>
public sealed class AlgorithmTable
{
    private readonly SortedDictionary<string, Algorithm> _byName = new(StringComparer.Ordinal);

    /// <summary>A table of the given algorithms.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public AlgorithmTable(params IEnumerable<Algorithm> algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        foreach (Algorithm algorithm in algorithms) _byName.Add(algorithm.Name, algorithm);
    }

    /// <summary>The closed-form algorithms of this assembly: adding one adds one line here.</summary>
    public static IEnumerable<Algorithm> ClosedForm { get; } =
    [
        Algorithm.Of<NoOptions>("random", "Items by chance: what any model must beat.", RandomRanker.Fit, RandomRanker.Load),
        Algorithm.Of<NoOptions>("popularity", "Items most often chosen in training.", Popularity.Fit, Popularity.Load, Popularity.Fit),
        Algorithm.Of<RecentPopularityOptions>("recent-popularity", "Items most often chosen of late.", RecentPopularity.Fit, RecentPopularity.Load),
        Algorithm.Of<UserKnnOptions>("user-knn", "Items chosen by the people most like the one who asks (cosine of item sets).", UserKnn.Fit, UserKnn.Load),
        Algorithm.Of<ItemKnnOptions>("item-knn", "Items chosen by the same people as the history's items (cosine of binary columns).", ItemKnn.Fit, ItemKnn.Load, ItemKnn.Fit),
        Algorithm.Of<EaseOptions>("ease", "Linear item-to-item weights in closed form (Steck, WWW 2019).", Ease.Fit, Ease.Load, Ease.Fit),
        Algorithm.Of<GraphFilterOptions>("gf-cf", "Filters on the graph of items in closed form (Shen et al., CIKM 2021).", GraphFilter.Fit, GraphFilter.Load),
        Algorithm.Of<AlsOptions>("als", "Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky, ICDM 2008).", Als.Fit, Als.Load),
    ];

    /// <summary>All of them, by name.</summary>
    public IEnumerable<Algorithm> All => _byName.Values;

    /// <summary>The algorithm of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public Algorithm this[string name] =>
        _byName.TryGetValue(name, out Algorithm? algorithm) ? algorithm : throw CiceroneException.UnknownName("algorithm", name, _byName.Keys);
}
