namespace Cicerone.Server.Live;

/// <summary>What became of the events that were sent.</summary>
/// <param name="Accepted">Events that are now stored.</param>
/// <param name="Duplicates">Events left out because their id was stored before.</param>
/// <param name="UnknownItems">Items the model has never met: their events are stored, and have no influence until a model that knows them is in service.</param>
internal sealed record RecordReceipt(int Accepted, int Duplicates, IReadOnlyList<string> UnknownItems);
