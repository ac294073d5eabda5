namespace Cicerone.Models.Circuits;

/// <summary>What one part of a decoder has to do with what another reads.</summary>
/// <param name="From">Place of the part it comes from among all of the map; null for the tokens' vectors.</param>
/// <param name="To">Place of the part that reads it; null for the answer.</param>
/// <param name="Weight">Its weight beside that of the weightiest edge, 0 to 1.</param>
public sealed record CircuitEdge(int? From, int? To, double Weight);
