using System.CommandLine;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands.Keys;

/// <summary><c>cicerone keys list</c>: the keys of a store, without their secrets.</summary>
internal sealed class KeysListCommand : CiceroneCommand
{
    private readonly Option<string> _store = KeysStore.Option();

    public KeysListCommand() : base("list", "Lists the keys, without their secrets.", "cicerone keys list --store sqlite:runs/first.db") => Add(_store);

    protected override async Task<int> RunAsync(Invocation call)
    {
        IReadOnlyList<StoredKey> keys = await KeysStore.UseAsync(call.Value(_store)!, keys => keys.AllAsync(call.Cancellation));
        if (call.Json) call.Terminal.Document(keys.Select(key => new { key.Id, Scopes = key.Scopes.Select(NameOf), key.Note, key.Created, key.Expires }));
        else call.Terminal.Table(["id", "scopes", "expires", "note"], keys.Select(key => new[] { key.Id, string.Join(", ", key.Scopes.Select(NameOf)), key.Expires is { } end ? $"{end:yyyy-MM-dd}" : "never", key.Note }));
        return CommandLine.Done;
    }

    private static string NameOf(Scope scope) => scope.ToString().ToLowerInvariant();
}
