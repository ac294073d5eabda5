namespace Cicerone;

/// <summary>Where things lie that can be made or fetched again.</summary>
internal static class UserCache
{
    /// <summary><c>$CICERONE_CACHE</c>, else <c>$XDG_CACHE_HOME/cicerone</c>, else <c>~/.cache/cicerone</c>.</summary>
    public static string Folder
    {
        get
        {
            string? own = Environment.GetEnvironmentVariable("CICERONE_CACHE");
            if (!string.IsNullOrEmpty(own)) return own;
            string? system = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(system)) system = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(system, "cicerone");
        }
    }
}
