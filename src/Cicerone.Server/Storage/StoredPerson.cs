namespace Cicerone.Server.Storage;

/// <summary>A person of the store.</summary>
/// <param name="Id">External id.</param>
/// <param name="Events">How many events there are of them.</param>
public sealed record StoredPerson(string Id, long Events);
