namespace Cicerone.Server.Live;

/// <summary>The server takes no more for the moment; the same may be sent again.</summary>
internal sealed class BusyException(string message) : Exception(message);
