using System.Net;

namespace Cicerone.Server.Security;

/// <summary>
/// A server that listens on loopback only answers to loopback's names alone: else any site whose name is made to point at
/// 127.0.0.1 could read it through the browser of whoever runs it.
/// </summary>
internal static class HostCheck
{
    public static IServiceCollection AddHostCheck(this IServiceCollection services, ServerOptions options) => services.AddHostFiltering(filter =>
    {
        filter.AllowedHosts = options.IsLoopbackOnly ? ["localhost", "127.0.0.1", "[::1]"] : ["*"];
        filter.IncludeFailureMessage = false; // the failure is told as any other is
    });

    public static bool IsLoopback(BindingAddress address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
