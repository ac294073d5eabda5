namespace Cicerone.Server.Storage;

/// <summary>How much a store holds.</summary>
/// <param name="People">People with at least one event.</param>
/// <param name="Events">Events of all of them.</param>
public sealed record StoreCounts(long People, long Events);
