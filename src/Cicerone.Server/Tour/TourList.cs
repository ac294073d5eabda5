using Cicerone.Models;

namespace Cicerone.Server.Tour;

/// <summary>One list that a stop shows.</summary>
/// <param name="Told">What it is, in a few words.</param>
/// <param name="Items">The items, best first, with reasons where the method gives any.</param>
public sealed record TourList(string Told, IReadOnlyList<Recommendation> Items);
