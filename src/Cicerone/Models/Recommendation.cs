namespace Cicerone.Models;

/// <summary>One recommended item, with external ids.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="Score">Its score; comparable within one list only.</param>
/// <param name="Reasons">Why; empty unless asked for or where the model gives none.</param>
public sealed record Recommendation(string Item, string Title, float Score, IReadOnlyList<Reason> Reasons);
