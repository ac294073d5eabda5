using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>A suite that every store must pass, whichever engine it is of. A test class says where its store lies and inherits the rest.</summary>
public abstract class StoreContract(IStoreHome home) : IAsyncLifetime
{
    private Store? _store;

    protected Store Store => _store!;

    protected IStoreHome Home => home;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await home.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        await home.RemoveAsync();
        Clean();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what a suite keeps beside its store.</summary>
    protected virtual void Clean() { }

    /// <summary>Closes the store and opens it again.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = await home.OpenAsync();
    }

    /// <summary>Puts an empty store in the place of this one.</summary>
    protected async Task RenewAsync()
    {
        await Store.DisposeAsync();
        await home.RemoveAsync();
        _store = await home.OpenAsync();
    }
}
