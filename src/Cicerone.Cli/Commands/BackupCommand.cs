using System.CommandLine;
using Cicerone.Server.Storage.Backups;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone backup</c>: a server's store and models in one file, while it serves.</summary>
internal sealed class BackupCommand : CiceroneCommand
{
    private readonly Option<string> _store = Keys.KeysStore.Option();
    private readonly Option<string?> _models = new("--models") { Description = "Folder of the versions of the model, to be kept too.", HelpName = "FOLDER" };
    private readonly Option<string> _out = new("--out") { Description = "The backup; it may not be there yet.", HelpName = "FILE", Required = true };

    public BackupCommand() : base("backup", "Writes a server's store, as it is at one moment, and its models to a file. The server goes on meanwhile.",
        "cicerone backup --store sqlite:runs/first.db --out first.backup", "cicerone backup --store postgres://cicerone@127.0.0.1/shop --models runs/shop-models --out shop.backup")
    {
        Add(_store);
        Add(_models);
        Add(_out);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        BackupCard card = await Backup.WriteAsync(call.Value(_store)!, call.Value(_models), call.Value(_out)!, TimeProvider.System, call.Cancellation);
        if (call.Json) call.Terminal.Document(card);
        else call.Terminal.Line($"{card.Parts.Sum(part => part.Rows ?? 0):N0} rows of {card.Parts.Count(part => part.Rows is not null)} tables and {card.Parts.Count(part => part.Rows is null)} files of models are in {call.Value(_out)}");
        return CommandLine.Done;
    }
}
