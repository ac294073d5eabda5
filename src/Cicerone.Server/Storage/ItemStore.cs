using System.Data.Common;
using System.Text.Json;

namespace Cicerone.Server.Storage;

/// <summary>What was told of items since the model was fitted.</summary>
public sealed class ItemStore
{
    private const string Columns = "id, state, time, categories, columns, labels, comment, vector";
    private readonly Database _database;

    internal ItemStore(Database database) => _database = database;

    /// <summary>Every item that something was told of, in the order of their ids' code points; deleted ones too.</summary>
    public Task<IReadOnlyList<StoredItem>> AllAsync(CancellationToken cancellation) =>
        _database.ReadAsync($"SELECT {Columns} FROM item ORDER BY id", [], Read, cancellation);

    /// <summary>Stores items, all of them or nothing; one that is there already is replaced.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task PutAsync(IReadOnlyList<StoredItem> items, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _database.WriteAsync(async transaction =>
        {
            foreach (StoredItem item in items) await PutAsync(transaction, item);
            return items.Count;
        }, cancellation);
    }

    /// <summary>Deletes an item with all its events, so that it is as if it were not there, though the model may know it.</summary>
    /// <returns>How many events there were.</returns>
    public Task<int> DeleteAsync(string id, CancellationToken cancellation) => _database.WriteAsync(async transaction =>
    {
        await PutAsync(transaction, new StoredItem(id) { State = ItemState.Deleted });
        return await transaction.ExecuteAsync("DELETE FROM event WHERE item = @id", ("@id", id));
    }, cancellation);

    private static Task<int> PutAsync(Transaction transaction, StoredItem item) => transaction.ExecuteAsync(
        $"""
        INSERT INTO item ({Columns}) VALUES (@id, @state, @time, @categories, @columns, @labels, @comment, @vector)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, time = excluded.time, categories = excluded.categories, columns = excluded.columns, labels = excluded.labels, comment = excluded.comment, vector = excluded.vector
        """,
        ("@id", item.Id), ("@state", (long)item.State), ("@time", item.Time), ("@categories", JsonText.Of(item.Categories)), ("@columns", JsonText.Of(item.Columns)), ("@labels", item.Labels), ("@comment", item.Comment), ("@vector", item.Vector is null ? null : JsonSerializer.Serialize(item.Vector)));

    private static StoredItem Read(DbDataReader row) => new(row.GetString(0))
    {
        State = (ItemState)row.GetInt64(1),
        Time = row.IsDBNull(2) ? null : row.GetInt64(2),
        Categories = JsonText.List(row.GetString(3)),
        Columns = JsonText.Texts(row.GetString(4)),
        Labels = row.Text(5),
        Comment = row.Text(6) ?? "",
        Vector = row.Text(7) is { } vector ? JsonSerializer.Deserialize<float[]>(vector) : null,
    };
}
