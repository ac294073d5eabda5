using System.CommandLine;
using Cicerone.Server.Storage.Backups;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone restore</c>: a backup into an empty store.</summary>
internal sealed class RestoreCommand : CiceroneCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A backup of 'cicerone backup'." };
    private readonly Option<string> _store = Keys.KeysStore.Option();
    private readonly Option<string?> _models = new("--models") { Description = "Folder for the versions of the model; without it, they stay in the backup.", HelpName = "FOLDER" };

    public RestoreCommand() : base("restore", "Puts a backup into a store that is empty or not there, of either engine, and its models into a folder. Whoever was forgotten since it was written is to be forgotten again.",
        "cicerone restore first.backup --store sqlite:runs/first.db", "cicerone restore shop.backup --store postgres://cicerone@127.0.0.1/shop --models runs/shop-models")
    {
        Add(_file);
        Add(_store);
        Add(_models);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        BackupCard card = await Restore.ReadAsync(call.Value(_file), call.Value(_store)!, call.Value(_models), call.Cancellation);
        if (call.Json) call.Terminal.Document(card);
        else call.Terminal.Line($"{card.Parts.Sum(part => part.Rows ?? 0):N0} rows are restored as they were at {card.Time:u}; forget again whom the server has forgotten since.");
        return CommandLine.Done;
    }
}
