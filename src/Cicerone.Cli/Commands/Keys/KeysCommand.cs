namespace Cicerone.Cli.Commands.Keys;

/// <summary><c>cicerone keys</c>: the keys that may use a server, in its store.</summary>
internal sealed class KeysCommand : System.CommandLine.Command
{
    public KeysCommand() : base("keys", "Makes, lists, rotates and revokes the keys that may use a server; a running server knows within five seconds.")
    {
        Add(new KeysAddCommand());
        Add(new KeysListCommand());
        Add(new KeysRotateCommand());
        Add(new KeysRevokeCommand());
    }
}
