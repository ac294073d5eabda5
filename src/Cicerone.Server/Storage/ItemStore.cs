using System.Data.Common;
using System.Text.Json;

namespace Cicerone.Server.Storage;

/// <summary>What was told of items since the model was fitted.</summary>
public sealed class ItemStore
{
    private const string Columns = "id, state, time, categories, columns, labels, comment, vector";
    private readonly Database _database;

    internal ItemStore(Database database) => _database = database;

    /// <summary>The items that were told of after a change, deleted ones too, in the order of their changes, which are numbered from 0 on, and of their ids' code points.</summary>
    /// <param name="change">Number of the change; −1 for before all.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public Task<IReadOnlyList<(StoredItem Item, long Change)>> ChangedAfterAsync(long change, CancellationToken cancellation) =>
        _database.ReadAsync($"SELECT {Columns}, change FROM item WHERE change > @change ORDER BY change, id", [("@change", change)], row => (Read(row), row.GetInt64(8)), cancellation);

    /// <summary>Stores items, all of them or nothing; one that is there already is replaced.</summary>
    /// <returns>Number of the change.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task<long> PutAsync(IReadOnlyList<StoredItem> items, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _database.WriteAsync(async transaction =>
        {
            long change = await NextChangeAsync(transaction);
            foreach (StoredItem item in items) await PutAsync(transaction, item, change);
            return change;
        }, cancellation);
    }

    /// <summary>Deletes an item with all its events, so that it is as if it were not there, though the model may know it.</summary>
    /// <returns>How many events there were, whose, and the number of the change.</returns>
    public Task<(int Events, IReadOnlyList<string> Users, long Change)> DeleteAsync(string id, CancellationToken cancellation) => _database.WriteAsync(async transaction =>
    {
        long change = await NextChangeAsync(transaction);
        await PutAsync(transaction, new StoredItem(id) { State = ItemState.Deleted }, change);
        IReadOnlyList<string> users = await transaction.QueryAsync("SELECT id FROM person WHERE number IN (SELECT person FROM event WHERE item = @item)", [("@item", id)], row => row.GetString(0));
        return (await transaction.ExecuteAsync("DELETE FROM event WHERE item = @id", ("@id", id)), users, change);
    }, cancellation);

    private static async Task<long> NextChangeAsync(Transaction transaction) => (await transaction.QueryAsync("SELECT COALESCE(MAX(change), 0) + 1 FROM item", [], row => row.GetInt64(0)))[0];

    private static Task<int> PutAsync(Transaction transaction, StoredItem item, long change) => transaction.ExecuteAsync(
        $"""
        INSERT INTO item ({Columns}, change) VALUES (@id, @state, @time, @categories, @columns, @labels, @comment, @vector, @change)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, time = excluded.time, categories = excluded.categories, columns = excluded.columns, labels = excluded.labels, comment = excluded.comment, vector = excluded.vector, change = excluded.change
        """,
        ("@id", item.Id), ("@state", (long)item.State), ("@time", item.Time), ("@categories", JsonText.Of(item.Categories)), ("@columns", JsonText.Of(item.Columns)), ("@labels", item.Labels), ("@comment", item.Comment), ("@vector", item.Vector is null ? null : JsonSerializer.Serialize(item.Vector)), ("@change", change));

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
