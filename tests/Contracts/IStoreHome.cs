using Cicerone.Server.Storage;

namespace Cicerone.Contracts;

/// <summary>Where a test's own store lies: this is all that differs between engines.</summary>
public interface IStoreHome
{
    /// <summary>The store's address, once it was opened.</summary>
    string Address { get; }

    /// <summary>Opens the store; it is empty the first time, and the same one when opened again.</summary>
    Task<Store> OpenAsync();

    /// <summary>Removes the store, which is closed; opened again, it is a new one.</summary>
    Task RemoveAsync();
}
