using Cicerone.Contracts;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

/// <summary>A store in a SQLite file of its own.</summary>
internal sealed class SqliteHome : IStoreHome
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cicerone-store-").FullName;

    public string File => Path.Combine(Folder, "events.db");

    public string Address => $"sqlite:{File}";

    public Task<Store> OpenAsync()
    {
        Directory.CreateDirectory(Folder);
        return Task.FromResult(Store.Open($"sqlite:{File}"));
    }

    public Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
