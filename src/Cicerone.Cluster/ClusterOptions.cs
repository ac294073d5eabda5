using System.Net;

namespace Cicerone.Cluster;

/// <summary>How a server finds the others of its cluster, and they it.</summary>
public sealed record ClusterOptions
{
    private const string Scheme = "redis";
    private const int UsualPort = 6379;

    private ClusterOptions(EndPoint redis, string name, IPEndPoint here) => (Redis, Name, Here) = (redis, name, here);

    /// <summary>The Redis in which servers enter themselves.</summary>
    public EndPoint Redis { get; }

    /// <summary>Name of the cluster: servers of one name and Redis belong together.</summary>
    public string Name { get; }

    /// <summary>Where the other servers reach this one. What is sent there is neither encrypted nor signed: it must be an address of a network that only the cluster's servers are in.</summary>
    public IPEndPoint Here { get; }

    /// <summary>The account at the Redis; null for its usual one.</summary>
    public string? Account { get; private init; }

    /// <summary>The Redis's password; null where it asks for none.</summary>
    public string? Password { get; private init; }

    /// <summary>Reads the options as they are typed.</summary>
    /// <param name="redis"><c>redis://[[ACCOUNT]:PASSWORD@]HOST[:PORT]/NAME</c>; the port is 6379 unless told.</param>
    /// <param name="here"><c>ADDRESS:PORT</c>; port 0 takes a free one.</param>
    /// <exception cref="CiceroneException">One of them is malformed.</exception>
    public static ClusterOptions Parse(string redis, string here)
    {
        if (!Uri.TryCreate(redis, UriKind.Absolute, out Uri? address) || address.Scheme != Scheme || address.Host.Length == 0 || address.Query.Length > 0 || address.AbsolutePath.Trim('/') is not { Length: > 0 } name || name.Contains('/'))
            throw new CiceroneException($"'{Hidden(redis)}' is no address of a cluster; give one as redis://HOST:PORT/NAME, where servers of one name belong together.");
        if (!IPEndPoint.TryParse(here, out IPEndPoint? own) || !here.Contains(':') || own.Address.Equals(IPAddress.Any) || own.Address.Equals(IPAddress.IPv6Any))
            throw new CiceroneException($"'{here}' is no address at which other servers could reach this one; give one as ADDRESS:PORT, such as 10.0.0.5:11111. Port 0 takes a free one.");
        int port = address.IsDefaultPort || address.Port < 0 ? UsualPort : address.Port;
        EndPoint place = IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? number) ? new IPEndPoint(number, port) : new DnsEndPoint(address.Host, port);
        string[] account = [.. address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        return new ClusterOptions(place, Uri.UnescapeDataString(name), own) { Account = account[0].Length > 0 ? account[0] : null, Password = account is [_, var password] ? password : null };
    }

    private static string Hidden(string address) => address.Split('@')[^1];
}
