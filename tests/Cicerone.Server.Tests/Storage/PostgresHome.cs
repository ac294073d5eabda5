using Cicerone.Contracts;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

/// <summary>A store in a PostgreSQL database of its own.</summary>
internal sealed class PostgresHome(PostgresServer postgres) : IStoreHome
{
    private string? _address;

    public string Address => _address!;

    public string Name => Address.Split('/')[^1];

    public async Task<Store> OpenAsync() => Store.Open(_address ??= await postgres.NewDatabaseAsync());

    public async Task RemoveAsync()
    {
        if (_address is not null) await postgres.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
        _address = null;
    }
}
