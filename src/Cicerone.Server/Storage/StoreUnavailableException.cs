namespace Cicerone.Server.Storage;

/// <summary>
/// The store cannot answer now: its disk is full, or its database is stopped or out of reach. Nothing of what was asked has
/// been acknowledged; the same may be asked again.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>A fault with its message and cause.</summary>
    public StoreUnavailableException(string message, Exception cause) : base(message, cause) { }

    /// <summary>A fault with its message.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>A fault without a message; prefer one that says what to do.</summary>
    public StoreUnavailableException() { }
}
