namespace Cicerone.Server.Live;

/// <summary>Who or what was asked for is not there.</summary>
internal sealed class NotFoundException(string message) : Exception(message);
