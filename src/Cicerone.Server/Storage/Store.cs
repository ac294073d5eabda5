using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cicerone.Server.Storage;

/// <summary>All that a server keeps, in one database.</summary>
public sealed class Store : IAsyncDisposable
{
    private const string Sqlite = "sqlite:";
    private readonly Database _database;

    internal Store(Database database)
    {
        _database = database;
        (Events, People, Items, Feedback, Keys) = (new EventStore(database), new PersonStore(database), new ItemStore(database), new FeedbackStore(database), new KeyStore(database));
        (Exposures, Conversations, Merchandising, Experiments) = (new ExposureStore(database), new ConversationStore(database), new DocumentStore(database, "merchandising"), new DocumentStore(database, "experiment"));
        Snapshots = new SnapshotStore(database);
    }

    /// <summary>What people did.</summary>
    public EventStore Events { get; }

    /// <summary>What is known of people beside what they did.</summary>
    public PersonStore People { get; }

    /// <summary>What was told of items since the model was fitted.</summary>
    public ItemStore Items { get; }

    /// <summary>Events as feedback: those of one person, item and action together.</summary>
    public FeedbackStore Feedback { get; }

    /// <summary>The keys that may use the server, and what was done with them.</summary>
    public KeyStore Keys { get; }

    /// <summary>What people were shown.</summary>
    public ExposureStore Exposures { get; }

    /// <summary>What was said in conversations.</summary>
    public ConversationStore Conversations { get; }

    /// <summary>What is remembered of people, written down.</summary>
    public SnapshotStore Snapshots { get; }

    /// <summary>Merchandising settings by name.</summary>
    public DocumentStore Merchandising { get; }

    /// <summary>Experiments by name.</summary>
    public DocumentStore Experiments { get; }

    /// <summary>Opens a store, making it when it is not there; waits until it is open.</summary>
    /// <param name="address">
    /// <c>sqlite:FILE</c>: one file, and while it is open two beside it; a relative file lies in the current folder. Or
    /// <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>: a schema <c>cicerone</c> in a database that exists, of version 12 or
    /// newer.
    /// </param>
    /// <exception cref="CiceroneException">The address is of no known kind, or what it names cannot be opened as a store.</exception>
    public static Store Open(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new Store(OpenDatabase(address));
    }

    /// <summary>Opens the database of a store.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="version">The version whose tables are made where there are none; null for this one.</param>
    internal static Database OpenDatabase(string address, int? version = null)
    {
        if (IsFile(address) && address.Length > Sqlite.Length) return SqliteDatabase.Open(address[Sqlite.Length..], version);
        if (PostgresAddress.Fits(address)) return PostgresDatabase.Open(address, version);
        throw new CiceroneException($"'{address}' is no address of a store; give one as sqlite:FILE or postgres://USER@HOST/DATABASE.");
    }

    /// <summary>The version of the tables that this library makes and reads.</summary>
    public static int SchemaVersion => Schema.Version;

    /// <summary>Whether an address is that of a file of this machine, which other machines cannot share.</summary>
    public static bool IsFile(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Room on the disk of a store; null where it is not a file.</summary>
    public static long? FreeDiskBytes(string address)
    {
        return IsFile(address) ? new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(address[Sqlite.Length..]))!).AvailableFreeSpace : null;
    }

    /// <summary>The version of a store's tables, which stay as they are; 0 where there are none.</summary>
    /// <exception cref="CiceroneException">The address is of no known kind, or there is no database.</exception>
    public static async Task<long> VersionOfAsync(string address, CancellationToken cancellation)
    {
        (DbConnection connection, string table) = IsFile(address)
            ? (new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(address[Sqlite.Length..]), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()), "cicerone_schema")
            : (Opened(address), "cicerone.cicerone_schema");
        await using (connection)
        {
            try
            {
                await connection.OpenAsync(cancellation);
                await using DbCommand command = Database.Command(connection, $"SELECT COALESCE(MAX(version), 0) FROM {table}");
                return (long)(await command.ExecuteScalarAsync(cancellation))!;
            }
            catch (DbException fault)
            {
                throw new CiceroneException($"The store {WithoutPassword(address)} cannot be read: {fault.Message}", fault);
            }
        }

        static DbConnection Opened(string address) => PostgresAddress.Fits(address) ? new NpgsqlConnection(PostgresAddress.Parse(address).ToString())
            : throw new CiceroneException($"'{address}' is no address of a store; give one as sqlite:FILE or postgres://USER@HOST/DATABASE.");
    }

    /// <summary>An address as it may be shown: without its password.</summary>
    public static string WithoutPassword(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!PostgresAddress.Fits(address)) return address;
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        return $"postgres://{settings.Host}:{settings.Port}/{settings.Database}";
    }

    /// <summary>
    /// Leaves no trace of what was deleted in the database's files: SQLite's log is cut off, PostgreSQL's tables are vacuumed.
    /// PostgreSQL's own write-ahead log and its backups keep what they hold until they are recycled.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot do it now.</exception>
    public Task ScrubAsync(CancellationToken cancellation) => _database.ScrubAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
