namespace Cicerone.Server.Storage;

/// <summary>An event with its number in the order of arrival, which grows.</summary>
public sealed record Arrival(long Number, StoredEvent Event);
