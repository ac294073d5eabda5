namespace Cicerone.Metrics;

/// <summary>Judges one ranking of one person.</summary>
/// <param name="hits">For each place of the ranking, best first, whether its item is relevant.</param>
/// <param name="relevant">How many items are relevant for the person, at least 1.</param>
/// <param name="k">The cutoff: places beyond it do not count. A ranking may be shorter.</param>
public delegate double RankingFunction(ReadOnlySpan<bool> hits, int relevant, int k);
