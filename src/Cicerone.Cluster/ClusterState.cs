using Cicerone.Cluster.Conversations;
using Cicerone.Cluster.People;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace Cicerone.Cluster;

/// <summary>
/// Asks the one server that remembers a person or conversation. Where it does not answer soon, as when it was killed, the store is asked in its
/// place: it has all that was acknowledged. Whoever has written waits until it is heard, or until the cluster has given the other up.
/// </summary>
internal sealed class ClusterState(IGrainFactory grains, Store store, TimeProvider clock) : ILiveState
{
    private const int AtOnce = 64;
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(1), LongestAttempt = TimeSpan.FromSeconds(2), LongestTell = TimeSpan.FromSeconds(10), LongestLook = TimeSpan.FromSeconds(3), BetweenAttempts = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<string>> MembersAsync(CancellationToken cancellation)
    {
        try
        {
            Dictionary<SiloAddress, SiloStatus> members = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellation).WaitAsync(LongestLook, clock, cancellation);
            return [.. members.Keys.Select(member => member.Endpoint.ToString()).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is RedisException or RedisClusteringException || IsOfTheCluster(fault, cancellation))
        {
            throw new StoreUnavailableException("The cluster does not answer: its Redis did not tell who is in it. Look whether Redis runs and can be reached.", fault);
        }
    }

    public async Task<IReadOnlyList<StoredEvent>> HistoryAsync(string user, CancellationToken cancellation)
    {
        try
        {
            return (await grains.GetGrain<IPersonGrain>(user).HistoryAsync().WaitAsync(LongestRead, clock, cancellation)).Value;
        }
        catch (Exception fault) when (IsOfTheCluster(fault, cancellation))
        {
            return await store.Events.HistoryAsync(user, cancellation);
        }
    }

    public async Task<StoredConversation?> ConversationAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await grains.GetGrain<IConversationGrain>(id).FindAsync().WaitAsync(LongestRead, clock, cancellation);
        }
        catch (Exception fault) when (IsOfTheCluster(fault, cancellation))
        {
            return await store.Conversations.FindAsync(id, cancellation);
        }
    }

    public Task AddedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation) => TellAsync(users, user => grains.GetGrain<IPersonGrain>(user).AddedAsync(), cancellation);

    public Task RemovedAsync(IReadOnlyCollection<string> users, CancellationToken cancellation) => TellAsync(users, user => grains.GetGrain<IPersonGrain>(user).RemovedAsync(), cancellation);

    public Task ConversedAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) => TellAsync(ids, id => grains.GetGrain<IConversationGrain>(id).ConversedAsync(), cancellation);

    private Task TellAsync(IEnumerable<string> keys, Func<string, Task> tell, CancellationToken cancellation) =>
        Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stop) => await TellAsync(() => tell(key), stop));

    private async Task TellAsync(Func<Task> tell, CancellationToken cancellation)
    {
        for (long began = clock.GetTimestamp(); ;)
        {
            try
            {
                await tell().WaitAsync(LongestAttempt, clock, cancellation);
                return;
            }
            catch (Exception fault) when (IsOfTheCluster(fault, cancellation))
            {
                if (clock.GetElapsedTime(began) > LongestTell)
                    throw new StoreUnavailableException($"The server that remembers this person or conversation was not reached: {fault.Message} What was sent is stored; send it again under the same id.", fault);
                await Task.Delay(BetweenAttempts, clock, cancellation);
            }
        }
    }

    /// <summary>Whether a call was not answered. One that waited too long for a place ends as cancelled, though nobody has.</summary>
    private static bool IsOfTheCluster(Exception fault, CancellationToken cancellation) => fault is TimeoutException or OrleansException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);
}
