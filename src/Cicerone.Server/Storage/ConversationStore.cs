using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>What was said in conversations. A person's go with the person.</summary>
public sealed class ConversationStore
{
    private const string Select = "SELECT conversation.id, conversation.time, turns, json, person.id FROM conversation LEFT JOIN person ON person.number = conversation.person";
    private static readonly string[] Columns = ["id", "person", "time", "turns", "json"];
    private readonly Database _database;

    internal ConversationStore(Database database) => _database = database;

    /// <summary>Stores a new conversation, and removes those whose last turn was before a moment.</summary>
    /// <returns>False when it is of a person whom the store does not know; nothing is stored then.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot take it now.</exception>
    public Task<bool> AddAsync(StoredConversation conversation, long oldest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return _database.WriteAsync(async transaction =>
        {
            Dictionary<string, long> people = await PersonRows.FindAsync(transaction, conversation.User is { } user ? [user] : []);
            if (conversation.User is { } named && !people.ContainsKey(named)) return false;
            await transaction.ExecuteAsync("DELETE FROM conversation WHERE time < @oldest", ("@oldest", oldest));
            await transaction.InsertAsync("conversation", Columns, [[conversation.Id, conversation.User is { } known ? people[known] : null, conversation.Time, (long)conversation.Turns, conversation.Json]]);
            return true;
        }, cancellation);
    }

    /// <summary>Puts a conversation that has gone on in the place of what is stored of it.</summary>
    /// <param name="conversation">The conversation, with one turn more than is stored.</param>
    /// <param name="cancellation">Stops the change before it begins.</param>
    /// <returns>Whether it was there, with one turn less: else another turn came between, or it was removed.</returns>
    public async Task<bool> GoOnAsync(StoredConversation conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return await _database.WriteAsync(transaction => transaction.ExecuteAsync("UPDATE conversation SET time = @time, turns = @turns, json = @json WHERE id = @id AND turns = @before",
            ("@time", conversation.Time), ("@turns", (long)conversation.Turns), ("@json", conversation.Json), ("@id", conversation.Id), ("@before", (long)conversation.Turns - 1)), cancellation) > 0;
    }

    /// <summary>A conversation; null where there is none of this id.</summary>
    public async Task<StoredConversation?> FindAsync(string id, CancellationToken cancellation) =>
        (await _database.ReadAsync($"{Select} WHERE conversation.id = @id", [("@id", id)], Read, cancellation)).SingleOrDefault();

    /// <summary>A person's conversations, the one that was gone on with last at the end.</summary>
    public Task<IReadOnlyList<StoredConversation>> OfUserAsync(string user, CancellationToken cancellation) =>
        _database.ReadAsync($"{Select} WHERE person.id = @user ORDER BY conversation.time, conversation.id", [("@user", user)], Read, cancellation);

    /// <summary>Removes a conversation.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellation) =>
        await _database.WriteAsync(transaction => transaction.ExecuteAsync("DELETE FROM conversation WHERE id = @id", ("@id", id)), cancellation) > 0;

    private static StoredConversation Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), (int)row.GetInt64(2), row.GetString(3)) { User = row.Text(4) };
}
