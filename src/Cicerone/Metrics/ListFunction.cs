namespace Cicerone.Metrics;

/// <summary>Judges one list of one person by more than its hits.</summary>
/// <param name="list">The list.</param>
/// <param name="k">The cutoff: places beyond it do not count. A list may be shorter.</param>
/// <returns>The figure; not a number where the list has none.</returns>
internal delegate double ListFunction(JudgedList list, int k);
