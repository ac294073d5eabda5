using System.Data.Common;
using System.Text.Json;

namespace Cicerone.Server.Storage;

/// <summary>What people were shown.</summary>
public sealed class ExposureStore
{
    private const string Select = """
        SELECT exposure.number, request, person.id, exposure.time, model, merchandising, experiment, arm, context, query, items, milliseconds
        FROM exposure LEFT JOIN person ON person.number = exposure.person
        """;

    private static readonly string[] Columns = ["request", "person", "time", "model", "merchandising", "experiment", "arm", "context", "query", "items", "milliseconds"];
    private readonly Database _database;

    internal ExposureStore(Database database) => _database = database;

    /// <summary>
    /// Stores exposures, all of them or nothing; those whose request is stored already are left out. A person the store does not
    /// know is not made known: whoever was forgotten does not come back by a list that was still under way.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public Task AppendAsync(IReadOnlyList<StoredExposure> exposures, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(exposures);
        return _database.WriteAsync(async transaction =>
        {
            HashSet<string> fresh = [.. exposures.Select(exposure => exposure.Request)];
            foreach (string known in await transaction.FindAsync("SELECT request FROM exposure WHERE request", fresh, row => row.GetString(0))) fresh.Remove(known);
            Dictionary<string, long> people = await PersonRows.FindAsync(transaction, [.. exposures.Select(exposure => exposure.User).OfType<string>().Distinct()]);
            await transaction.InsertAsync("exposure", Columns, exposures.Where(exposure => fresh.Remove(exposure.Request)).Select(exposure => new object?[]
            {
                exposure.Request, exposure.User is { } user && people.TryGetValue(user, out long number) ? number : null, exposure.Time, exposure.Model, exposure.Merchandising, exposure.Experiment, exposure.Arm,
                JsonSerializer.Serialize(exposure.Context), JsonSerializer.Serialize(exposure.Query), JsonSerializer.Serialize(exposure.Items), (float)exposure.Milliseconds,
            }));
            return exposures.Count;
        }, cancellation);
    }

    /// <summary>Exposures in the order of their numbers.</summary>
    /// <param name="after">The number to go on after; 0 to start.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    public Task<IReadOnlyList<NumberedExposure>> PageAsync(long after, int limit, CancellationToken cancellation) =>
        ReadAsync("WHERE exposure.number > @after ORDER BY exposure.number LIMIT @limit", cancellation, ("@after", after), ("@limit", limit));

    /// <summary>The last exposures, the newest first.</summary>
    public Task<IReadOnlyList<NumberedExposure>> LatestAsync(int limit, CancellationToken cancellation) => ReadAsync("ORDER BY exposure.number DESC LIMIT @limit", cancellation, ("@limit", limit));

    /// <summary>What a person was shown, oldest first.</summary>
    public Task<IReadOnlyList<NumberedExposure>> OfUserAsync(string user, CancellationToken cancellation) =>
        ReadAsync("WHERE person.id = @user ORDER BY exposure.number", cancellation, ("@user", user));

    /// <summary>What the people of an experiment were shown, oldest first.</summary>
    public Task<IReadOnlyList<NumberedExposure>> OfExperimentAsync(string experiment, CancellationToken cancellation) =>
        ReadAsync("WHERE experiment = @experiment ORDER BY exposure.number", cancellation, ("@experiment", experiment));

    /// <summary>Removes what was shown before a moment.</summary>
    /// <returns>How many exposures there were.</returns>
    public Task<int> RemoveBeforeAsync(long time, CancellationToken cancellation) =>
        _database.WriteAsync(transaction => transaction.ExecuteAsync("DELETE FROM exposure WHERE time < @time", ("@time", time)), cancellation);

    private Task<IReadOnlyList<NumberedExposure>> ReadAsync(string where, CancellationToken cancellation, params (string, object?)[] parameters) =>
        _database.ReadAsync($"{Select} {where}", parameters, Read, cancellation);

    private static NumberedExposure Read(DbDataReader row) => new(row.GetInt64(0), new StoredExposure(row.GetString(1), row.GetInt64(3), row.GetString(4))
    {
        User = row.Text(2),
        Merchandising = row.GetString(5),
        Experiment = row.Text(6),
        Arm = row.Text(7),
        Context = JsonText.Texts(row.GetString(8)),
        Query = JsonSerializer.Deserialize<ExposureQuery>(row.GetString(9))!,
        Items = JsonSerializer.Deserialize<ExposedItem[]>(row.GetString(10))!,
        Milliseconds = row.GetFloat(11),
    });
}

/// <summary>An exposure with its number in the order of arrival.</summary>
public sealed record NumberedExposure(long Number, StoredExposure Exposure);
