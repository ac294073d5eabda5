using Cicerone.Server.Storage;
using Orleans.Concurrency;

namespace Cicerone.Cluster.People;

/// <summary>What one person did, in the memory of whichever server has it. Its key is the person's external id.</summary>
[Alias("cicerone.person")]
internal interface IPersonGrain : IGrainWithStringKey
{
    /// <summary>What the person did, as the store has it.</summary>
    [Alias("history")]
    Task<Immutable<IReadOnlyList<StoredEvent>>> HistoryAsync();

    /// <summary>Events were added: the next answer looks for them.</summary>
    [Alias("added")]
    Task AddedAsync();

    /// <summary>Events were taken away: nothing that is remembered holds.</summary>
    [Alias("removed")]
    Task RemovedAsync();
}
