namespace Cicerone.Models;

/// <summary>What is recommended for one history.</summary>
/// <param name="Source">The algorithm that ranked: the model's own, or "popularity" where the history has no item that the model knows.</param>
/// <param name="Items">The recommendations, best first; fewer than asked for when there are no more candidates.</param>
/// <param name="UnknownItems">Ids of the history that the model has never met and that had no influence.</param>
public sealed record RecommendationList(string Source, IReadOnlyList<Recommendation> Items, IReadOnlyList<string> UnknownItems);
