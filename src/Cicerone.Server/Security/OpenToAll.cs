namespace Cicerone.Server.Security;

/// <summary>Marks an endpoint that asks for no key: a watchman's.</summary>
internal sealed class OpenToAll
{
    public static OpenToAll Mark { get; } = new();
}
