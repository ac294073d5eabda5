namespace Cicerone.Server.Storage;

/// <summary>JSON documents by name, of one kind: merchandising settings, experiments.</summary>
public sealed class DocumentStore
{
    private readonly Database _database;
    private readonly string _kind;

    internal DocumentStore(Database database, string kind) => (_database, _kind) = (database, kind);

    /// <summary>Every document of the kind, in the order of the code points of names.</summary>
    public Task<IReadOnlyList<StoredDocument>> AllAsync(CancellationToken cancellation) => _database.ReadAsync(
        "SELECT name, json FROM document WHERE kind = @kind ORDER BY name", [("@kind", _kind)], row => new StoredDocument(row.GetString(0), row.GetString(1)), cancellation);

    /// <summary>Stores a document; one of the same name is replaced.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take it now.</exception>
    public Task PutAsync(StoredDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        return _database.WriteAsync(transaction => transaction.ExecuteAsync(
            "INSERT INTO document (kind, name, json) VALUES (@kind, @name, @json) ON CONFLICT (kind, name) DO UPDATE SET json = excluded.json",
            ("@kind", _kind), ("@name", document.Name), ("@json", document.Json)), cancellation);
    }

    /// <summary>Removes a document.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellation) =>
        await _database.WriteAsync(transaction => transaction.ExecuteAsync("DELETE FROM document WHERE kind = @kind AND name = @name", ("@kind", _kind), ("@name", name)), cancellation) > 0;
}

/// <summary>A document as a store keeps it.</summary>
/// <param name="Name">Its name among those of its kind: 1 to 512 characters, none of them a control character.</param>
/// <param name="Json">What it says.</param>
/// <exception cref="CiceroneException">The name cannot be stored.</exception>
public sealed record StoredDocument(string Name, string Json)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = ExternalId.Checked(Name, "name");
}
