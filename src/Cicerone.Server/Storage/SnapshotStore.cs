namespace Cicerone.Server.Storage;

/// <summary>
/// What whoever remembers people wrote down of them, so that it need not read all they did again. The events are the truth: a snapshot is an
/// abridgement that may be lost, and goes with its person.
/// </summary>
public sealed class SnapshotStore
{
    private readonly Database _database;

    internal SnapshotStore(Database database) => _database = database;

    /// <summary>The snapshot of a person; null where there is none.</summary>
    public async Task<string?> FindAsync(string user, CancellationToken cancellation) => (await _database.ReadAsync(
        "SELECT json FROM snapshot JOIN person ON person.number = snapshot.person WHERE person.id = @user", [("@user", user)], row => row.GetString(0), cancellation)).SingleOrDefault();

    /// <summary>Puts a snapshot in the place of the one before.</summary>
    /// <param name="user">A person; nothing is stored of one who is not there, or not any more.</param>
    /// <param name="json">What to keep.</param>
    /// <param name="cancellation">Stops the change before it begins.</param>
    /// <exception cref="StoreUnavailableException">The store cannot take it now.</exception>
    public Task PutAsync(string user, string json, CancellationToken cancellation) => _database.WriteAsync(transaction => transaction.ExecuteAsync(
        "INSERT INTO snapshot (person, json) SELECT number, @json FROM person WHERE id = @user ON CONFLICT (person) DO UPDATE SET json = excluded.json", ("@user", user), ("@json", json)), cancellation);
}
