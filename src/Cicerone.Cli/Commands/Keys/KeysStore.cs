using System.CommandLine;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands.Keys;

/// <summary>The store that a command about keys works on.</summary>
internal static class KeysStore
{
    public static Option<string> Option() => new("--store") { Description = "The server's store.", HelpName = "sqlite:FILE|postgres://USER@HOST/DATABASE", Required = true };

    public static Argument<string> Id() => new("ID") { Description = "Id of the key: the part between its underscores." };

    /// <summary>Opens the store for as long as something is done with its keys.</summary>
    public static async Task<T> UseAsync<T>(string address, Func<ApiKeys, Task<T>> use)
    {
        await using Store store = Store.Open(address);
        return await use(new ApiKeys(store.Keys, TimeProvider.System));
    }
}
