namespace Cicerone.Server.Storage;

/// <summary>Opens stores by their address.</summary>
public static class EventStores
{
    private const string Sqlite = "sqlite:";

    /// <summary>Opens a store, making it when it is not there; waits until it is open.</summary>
    /// <param name="address">
    /// <c>sqlite:FILE</c>: one file, and while it is open two beside it; a relative file lies in the current folder. Or
    /// <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>: a schema <c>cicerone</c> in a database that exists, of version 12 or
    /// newer.
    /// </param>
    /// <exception cref="CiceroneException">The address is of no known kind, or what it names cannot be opened as a store.</exception>
    public static IEventStore Open(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new EventStore(OpenDatabase(address));
    }

    /// <summary>An address as it may be shown: without its password.</summary>
    public static string WithoutPassword(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!PostgresAddress.Fits(address)) return address;
        Npgsql.NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        return $"postgres://{settings.Host}:{settings.Port}/{settings.Database}";
    }

    private static Database OpenDatabase(string address)
    {
        if (address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) && address.Length > Sqlite.Length) return SqliteDatabase.Open(address[Sqlite.Length..]);
        if (PostgresAddress.Fits(address)) return PostgresDatabase.Open(address);
        throw new CiceroneException($"'{address}' is no address of a store; give one as sqlite:FILE or postgres://USER@HOST/DATABASE.");
    }
}
