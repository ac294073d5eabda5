namespace Cicerone.Server.Storage;

/// <summary>Tells whether stores work on this machine.</summary>
public static class StoreCheck
{
    /// <summary>Makes a store in a folder of its own, writes, reads back and removes it.</summary>
    /// <returns>The version of SQLite.</returns>
    /// <exception cref="CiceroneException">The store cannot be opened, or does not give back what was written.</exception>
    public static string Try() => TryAsync().GetAwaiter().GetResult(); // SQLite has nothing to wait for

    private static async Task<string> TryAsync()
    {
        string folder = Directory.CreateTempSubdirectory("cicerone-store-").FullName;
        try
        {
            SqliteDatabase database = SqliteDatabase.Open(Path.Combine(folder, "check.db"));
            await using var store = new Store(database);
            var written = new StoredEvent("somebody", "something") { Time = 0 };
            await store.Events.AppendAsync([written], CancellationToken.None);
            IReadOnlyList<StoredEvent> read = await store.Events.HistoryAsync(written.User, CancellationToken.None);
            if (read.Count != 1 || read[0] != written) throw new CiceroneException($"A store in {folder} did not give back what was written to it.");
            return database.Version;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
