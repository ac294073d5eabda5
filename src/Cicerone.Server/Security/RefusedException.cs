namespace Cicerone.Server.Security;

/// <summary>A request that is refused: its key is missing, wrong, expired, of other scopes, or used too often.</summary>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status => status;
}
