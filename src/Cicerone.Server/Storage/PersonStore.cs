using System.Data.Common;

namespace Cicerone.Server.Storage;

/// <summary>What is known of people beside what they did. A person is there when they have a profile or an event.</summary>
public sealed class PersonStore
{
    private readonly Database _database;

    internal PersonStore(Database database) => _database = database;

    /// <summary>Stores profiles, all of them or nothing; one that is there already is replaced.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task PutAsync(IReadOnlyList<PersonProfile> profiles, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        return _database.WriteAsync(async transaction =>
        {
            foreach (PersonProfile profile in profiles)
                await transaction.ExecuteAsync("INSERT INTO person (id, labels, comment) VALUES (@id, @labels, @comment) ON CONFLICT (id) DO UPDATE SET labels = excluded.labels, comment = excluded.comment",
                    ("@id", profile.Id), ("@labels", profile.Labels), ("@comment", profile.Comment));
            return profiles.Count;
        }, cancellation);
    }

    /// <summary>A person's profile, which is empty when nothing is known beside their events; null for somebody who is not there.</summary>
    public async Task<PersonProfile?> FindAsync(string id, CancellationToken cancellation) =>
        (await _database.ReadAsync("SELECT id, labels, comment FROM person WHERE id = @id", [("@id", id)], Read, cancellation)).SingleOrDefault();

    /// <summary>Changes a profile.</summary>
    /// <returns>Whether the person is there.</returns>
    public Task<bool> ChangeAsync(string id, Func<PersonProfile, PersonProfile> change, CancellationToken cancellation) => _database.WriteAsync(async transaction =>
    {
        IReadOnlyList<PersonProfile> found = await transaction.QueryAsync("SELECT id, labels, comment FROM person WHERE id = @id", [("@id", id)], Read);
        if (found.Count == 0) return false;
        PersonProfile changed = change(found[0]);
        await transaction.ExecuteAsync("UPDATE person SET labels = @labels, comment = @comment WHERE id = @id", ("@labels", changed.Labels), ("@comment", changed.Comment), ("@id", id));
        return true;
    }, cancellation);

    /// <summary>Profiles in the order of their ids' code points.</summary>
    /// <param name="after">The id to go on after; empty to start at the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public Task<IReadOnlyList<PersonProfile>> PageAsync(string after, int limit, CancellationToken cancellation) =>
        _database.ReadAsync("SELECT id, labels, comment FROM person WHERE id > @after ORDER BY id LIMIT @limit", [("@after", after), ("@limit", limit)], Read, cancellation);

    /// <summary>Deletes a person with their profile, all their events, all they were shown, all they said in conversations and what is remembered of them.</summary>
    /// <returns>How many events there were; null when the person was not there.</returns>
    public Task<int?> DeleteAsync(string id, CancellationToken cancellation) => _database.WriteAsync<int?>(async transaction =>
    {
        int events = await transaction.ExecuteAsync("DELETE FROM event WHERE person = (SELECT number FROM person WHERE id = @id)", ("@id", id));
        await transaction.ExecuteAsync("DELETE FROM conversation WHERE person = (SELECT number FROM person WHERE id = @id)", ("@id", id));
        await transaction.ExecuteAsync("DELETE FROM snapshot WHERE person = (SELECT number FROM person WHERE id = @id)", ("@id", id));
        await transaction.ExecuteAsync("DELETE FROM exposure WHERE person = (SELECT number FROM person WHERE id = @id)", ("@id", id));
        return await transaction.ExecuteAsync("DELETE FROM person WHERE id = @id", ("@id", id)) == 0 ? null : events;
    }, cancellation);

    /// <summary>The people who chose most of what a person chose, by the cosine of their sets of items.</summary>
    /// <param name="id">The person.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <returns>Ids with their cosines, highest first, equal ones in the order of their ids.</returns>
    public Task<IReadOnlyList<(string Id, double Cosine)>> NearestAsync(string id, int limit, CancellationToken cancellation) => _database.ReadAsync(
        """
        SELECT other.id, shared.items / SQRT(CAST((SELECT COUNT(DISTINCT item) FROM event WHERE person = other.number) * (SELECT COUNT(DISTINCT item) FROM event WHERE person = shared.asked) AS REAL)) AS cosine
        FROM (
            SELECT theirs.person AS number, asked.number AS asked, COUNT(DISTINCT theirs.item) AS items
            FROM person AS asked JOIN event AS own ON own.person = asked.number JOIN event AS theirs ON theirs.item = own.item AND theirs.person <> asked.number
            WHERE asked.id = @id GROUP BY theirs.person, asked.number) AS shared
        JOIN person AS other ON other.number = shared.number
        ORDER BY cosine DESC, other.id LIMIT @limit
        """,
        [("@id", id), ("@limit", limit)], row => (row.GetString(0), row.GetDouble(1)), cancellation);

    private static PersonProfile Read(DbDataReader row) => new(row.GetString(0)) { Labels = row.Text(1), Comment = row.Text(2) ?? "" };
}
