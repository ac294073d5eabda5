namespace Cicerone.Client;

/// <summary>How a server is.</summary>
/// <param name="Version">Version of the library.</param>
/// <param name="Started">When it started.</param>
/// <param name="Stopping">Whether it was told to stop.</param>
/// <param name="Store">Where events are kept, without a password.</param>
/// <param name="Schema">Version of the store's tables.</param>
/// <param name="People">People with at least one event.</param>
/// <param name="Events">Their events.</param>
/// <param name="Algorithm">Algorithm of the model in service.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="ModelFault">Why the last exchange of the model was refused; null when it went well.</param>
/// <param name="FreeDiskBytes">Room on the disk of the store; null where it is not a file.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
/// <param name="MemoryLimitBytes">Memory it may have.</param>
/// <param name="Keys">How many keys there are.</param>
/// <param name="ExpiredKeys">How many of them are taken no more.</param>
public sealed record ServerStatus(string Version, DateTimeOffset Started, bool Stopping, string Store, int Schema, long People, long Events, string Algorithm, string ModelVersion, string? ModelFault,
    long? FreeDiskBytes, long MemoryBytes, long MemoryLimitBytes, int Keys, int ExpiredKeys);
