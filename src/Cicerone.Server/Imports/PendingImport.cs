using Cicerone.Data.Formats;

namespace Cicerone.Server.Imports;

/// <summary>A file of events that was read, and waits for somebody to take it over.</summary>
/// <param name="Id">Its name here.</param>
/// <param name="Name">Name of the file, as it was sent.</param>
/// <param name="Data">What was read.</param>
/// <param name="Received">When it came.</param>
internal sealed record PendingImport(string Id, string Name, Dataset Data, DateTimeOffset Received);
