namespace Cicerone.Server.Storage;

/// <summary>What became of an import.</summary>
/// <param name="Imported">Events that were taken over; 0 when the store was not empty.</param>
/// <param name="Holds">The name of the log that the store holds; null when it has events but never took a log.</param>
public sealed record ImportReceipt(long Imported, string? Holds);
