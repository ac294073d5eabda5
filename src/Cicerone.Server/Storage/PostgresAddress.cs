using Npgsql;

namespace Cicerone.Server.Storage;

/// <summary>Reads the address of a PostgreSQL database.</summary>
internal static class PostgresAddress
{
    private const string Form = "postgres://user@host:5432/database";

    /// <summary>Whether an address is of this kind.</summary>
    public static bool Fits(string address) =>
        address.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings of a connection: a password that the address leaves out is looked for in PGPASSWORD and the account's password file.</summary>
    /// <exception cref="CiceroneException">The address is malformed, or an option behind its question mark is unknown.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/') is not { Length: > 0 } path || path.Contains('/', StringComparison.Ordinal))
            throw new CiceroneException($"The address of the store is not of the form {Form}; characters such as '@' and '/' of a name or password are written as %40 and %2F.");
        string[] account = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost.Trim('[', ']'), Database = Uri.UnescapeDataString(path) };
        if (uri.Port > 0) settings.Port = uri.Port;
        if (account[0].Length > 0) settings.Username = Uri.UnescapeDataString(account[0]);
        if (account.Length > 1) settings.Password = Uri.UnescapeDataString(account[1]);
        foreach (string option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Set(settings, option);
        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string option)
    {
        string[] pair = option.Split('=', 2);
        try
        {
            settings[Uri.UnescapeDataString(pair[0])] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            throw new CiceroneException($"The store's address sets '{pair[0]}', which is no option of a connection, or not to that value. Options are those of Npgsql, such as sslmode=require.", fault);
        }
    }
}
