using Cicerone.Models;

namespace Cicerone.Server.Merchandising;

/// <summary>An item at its place in a list.</summary>
/// <param name="Item">External id.</param>
/// <param name="Source">Where it came from: the algorithm that ranked it, "boost", "pin" or "exploration".</param>
/// <param name="Propensity">The probability of this item at this place, given the places before it.</param>
/// <param name="Added">What was added to the model's score, and other reasons why it is here.</param>
internal sealed record PlacedItem(string Item, string Source, double Propensity, IReadOnlyList<Reason> Added);
