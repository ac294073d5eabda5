namespace Cicerone.Server.Api;

/// <summary>How many entries a list may be asked for at once.</summary>
internal static class PageLimit
{
    public const int Default = 100;
    private const int Most = 1000;

    /// <exception cref="CiceroneException">The limit is out of range.</exception>
    public static int Checked(int limit) =>
        limit is >= 1 and <= Most ? limit : throw new CiceroneException($"The limit is {limit}, but must lie in 1 to {Most}.");
}
