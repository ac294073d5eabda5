using System.CommandLine;
using Cicerone.Server.Security;

namespace Cicerone.Cli.Commands.Keys;

/// <summary><c>cicerone keys add</c>: a new key, shown once.</summary>
internal sealed class KeysAddCommand : CiceroneCommand
{
    private readonly Option<string> _store = KeysStore.Option();
    private readonly Option<string> _scopes = new("--scopes") { Description = $"What it may do, with ',' between: {string.Join(", ", ScopeNames.All)}.", HelpName = "SCOPES", Required = true };
    private readonly Option<string> _note = new("--note") { Description = "Whose it is, or what it is for.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private readonly Option<int?> _days = new("--days") { Description = "How many days it is taken; for ever unless set.", HelpName = "N" };

    public KeysAddCommand() : base("add", "Makes a key and shows it: it cannot be shown again.",
        "cicerone keys add --store sqlite:runs/first.db --scopes admin", "cicerone keys add --store sqlite:runs/first.db --scopes read,write --note \"shop front\" --days 365")
    {
        Add(_store);
        Add(_scopes);
        Add(_note);
        Add(_days);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        Scope[] scopes = [.. call.Value(_scopes)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ScopeNames.Parse)];
        TimeSpan? lifetime = call.Value(_days) is { } days ? TimeSpan.FromDays(days) : null;
        string key = await KeysStore.UseAsync(call.Value(_store)!, keys => keys.AddAsync(call.Value(_note)!, scopes, lifetime, call.Cancellation));
        if (call.Json) call.Terminal.Document(new { Key = key });
        else call.Terminal.Line(key);
        return CommandLine.Done;
    }
}
