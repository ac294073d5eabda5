using System.Net;
using System.Net.Sockets;
using Cicerone.Server;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Cicerone.Cluster;

/// <summary>Lets a server be one of several that share what they know of people.</summary>
public static class CiceroneCluster
{
    // One that misses two probes is given up, within 2 seconds; one that says nothing of itself for 6 is not waited for by those that join.
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1), BetweenSignsOfLife = TimeSpan.FromSeconds(2), LongestCall = TimeSpan.FromSeconds(10), LongestJoin = TimeSpan.FromSeconds(30);
    private const int MissedProbes = 2, Votes = 1, MissedSignsOfLife = 3, ConnectMilliseconds = 5_000;

    /// <summary>The options with the server as one of a cluster. Its store must be a PostgreSQL that all of them share.</summary>
    /// <exception cref="CiceroneException">The store is a file, or the cluster's Redis cannot be reached.</exception>
    public static async Task<ServerOptions> InClusterAsync(this ServerOptions server, ClusterOptions cluster)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(cluster);
        if (Store.IsFile(server.Store)) throw new CiceroneException($"The store {Store.WithoutPassword(server.Store)} is a file of this machine, which servers of a cluster cannot share; give --store postgres://USER@HOST/DATABASE.");
        var redis = new ConfigurationOptions { EndPoints = { cluster.Redis }, User = cluster.Account, Password = cluster.Password, ConnectTimeout = ConnectMilliseconds };
        await CheckAsync(redis, cluster);
        return server with { LiveState = host => Join(host, cluster, redis) };
    }

    private static async Task CheckAsync(ConfigurationOptions redis, ClusterOptions cluster)
    {
        try
        {
            await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(redis);
        }
        catch (RedisConnectionException fault)
        {
            throw new CiceroneException($"The cluster's Redis at {cluster.Redis} cannot be reached: {fault.Message} Look whether it runs there.", fault);
        }
    }

    private static void Join(IHostApplicationBuilder host, ClusterOptions cluster, ConfigurationOptions redis)
    {
        host.Logging.AddFilter("Orleans", LogLevel.Critical).AddFilter("Polly", LogLevel.Critical); // they tell, with a trace, of each call that a server which has left does not answer
        host.UseOrleans(silo =>
        {
            silo.UseRedisClustering(membership => membership.ConfigurationOptions = redis);
            silo.ConfigureEndpoints(cluster.Here.Address, cluster.Here.Port > 0 ? cluster.Here.Port : FreePort(cluster.Here.Address), gatewayPort: 0);
            silo.Configure<Orleans.Configuration.ClusterOptions>(names => names.ClusterId = names.ServiceId = cluster.Name);
            silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = LongestCall);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (BetweenProbes, MissedProbes, Votes);
                (membership.IAmAliveTablePublishTimeout, membership.NumMissedTableIAmAliveLimit, membership.MaxJoinAttemptTime) = (BetweenSignsOfLife, MissedSignsOfLife, LongestJoin);
            });
        });
        host.Services.AddSingleton<ILiveState, ClusterState>();
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
