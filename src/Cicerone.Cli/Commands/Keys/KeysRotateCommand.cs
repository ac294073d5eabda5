using System.CommandLine;

namespace Cicerone.Cli.Commands.Keys;

/// <summary><c>cicerone keys rotate</c>: a new secret for a key.</summary>
internal sealed class KeysRotateCommand : CiceroneCommand
{
    private readonly Argument<string> _id = KeysStore.Id();
    private readonly Option<string> _store = KeysStore.Option();
    private readonly Option<TimeSpan> _overlap = new("--overlap") { Description = "How long the former secret is taken too.", HelpName = "TIME", DefaultValueFactory = _ => TimeSpan.FromHours(1) };

    public KeysRotateCommand() : base("rotate", "Gives a key a new secret and shows the key: it cannot be shown again.", "cicerone keys rotate x8Zk2mQ4c1A --store sqlite:runs/first.db")
    {
        Add(_id);
        Add(_store);
        Add(_overlap);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        string id = call.Value(_id);
        string key = await KeysStore.UseAsync(call.Value(_store)!, keys => keys.RotateAsync(id, call.Value(_overlap), call.Cancellation))
            ?? throw new CiceroneException($"There is no key '{id}'; 'cicerone keys list' shows all.");
        if (call.Json) call.Terminal.Document(new { Key = key });
        else call.Terminal.Line(key);
        return CommandLine.Done;
    }
}
