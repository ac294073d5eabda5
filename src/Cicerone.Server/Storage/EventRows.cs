using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>How events lie in their table.</summary>
internal static class EventRows
{
    /// <summary>Selects events with their people; <see cref="Read"/> reads the rows.</summary>
    public const string Select = "SELECT person.id, item, time, value, action, key, details, arrival FROM event JOIN person ON person.number = event.person";

    private static readonly string[] Columns = ["person", "item", "time", "value", "action", "key", "details"];

    /// <summary>The event of a row.</summary>
    public static StoredEvent Read(DbDataReader row) => new(row.GetString(0), row.GetString(1))
    {
        Time = row.IsDBNull(2) ? null : row.GetInt64(2),
        Value = row.IsDBNull(3) ? null : row.GetFloat(3),
        Action = row.Text(4),
        Id = row.Text(5),
        Details = row.Text(6),
    };

    /// <summary>The event of a row with its number.</summary>
    public static Arrival ReadArrival(DbDataReader row) => new(row.GetInt64(7), Read(row));

    /// <summary>Adds events, and the people of them that are not there yet.</summary>
    public static async Task InsertAsync(Transaction transaction, IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0) return;
        IReadOnlyDictionary<string, long> numbers = await PersonRows.NumbersAsync(transaction, [.. events.Select(stored => stored.User)]);
        await transaction.InsertAsync("event", Columns, events.Select(stored =>
            new object?[] { numbers[stored.User], stored.Item, stored.Time, stored.Value, stored.Action, stored.Id, stored.Details }));
    }
}
