namespace Cicerone.Server.Storage;

/// <summary>Opens stores by their address.</summary>
public static class EventStores
{
    private const string Sqlite = "sqlite:";

    /// <summary>Opens a store, making it when it is not there.</summary>
    /// <param name="address"><c>sqlite:FILE</c>: one file, and while it is open two beside it. A relative file lies in the current folder.</param>
    /// <exception cref="CiceroneException">The address is of no known kind, or what it names cannot be opened as a store.</exception>
    public static IEventStore Open(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) && address.Length > Sqlite.Length) return SqliteEventStore.Open(address[Sqlite.Length..]);
        if (address.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase))
            throw new CiceroneException("Stores in PostgreSQL arrive in a later version; until then use sqlite:FILE.");
        throw new CiceroneException($"'{address}' is no address of a store; give one as sqlite:FILE.");
    }
}
