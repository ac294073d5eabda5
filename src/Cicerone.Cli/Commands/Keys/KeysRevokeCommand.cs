using System.CommandLine;

namespace Cicerone.Cli.Commands.Keys;

/// <summary><c>cicerone keys revoke</c>: a key that is taken no more.</summary>
internal sealed class KeysRevokeCommand : CiceroneCommand
{
    private readonly Argument<string> _id = KeysStore.Id();
    private readonly Option<string> _store = KeysStore.Option();

    public KeysRevokeCommand() : base("revoke", "Revokes a key.", "cicerone keys revoke x8Zk2mQ4c1A --store sqlite:runs/first.db")
    {
        Add(_id);
        Add(_store);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        string id = call.Value(_id);
        if (!await KeysStore.UseAsync(call.Value(_store)!, keys => keys.RevokeAsync(id, call.Cancellation))) throw new CiceroneException($"There is no key '{id}'; 'cicerone keys list' shows all.");
        if (call.Json) call.Terminal.Document(new { Revoked = id });
        else call.Terminal.Line($"{id} is revoked.");
        return CommandLine.Done;
    }
}
