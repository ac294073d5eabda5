using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Operations;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>How the server is, for whoever runs it.</summary>
internal static class StatusApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/status", GetAsync)
        .Needs(Scope.Admin)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Health")
        .Describe("getStatus", "How the server is, for whoever runs it",
            """
            { "version": "0.1.0", "started": "2026-11-24T20:15:00Z", "stopping": false, "store": "sqlite:runs/first.db", "schema": 3, "people": 1000, "events": 24000,
              "algorithm": "ease", "modelVersion": "000002", "modelFault": null, "freeDiskBytes": 52000000000, "memoryBytes": 310000000, "memoryLimitBytes": 8000000000, "keys": 3, "expiredKeys": 0 }
            """)
        .WithDescription("`freeDiskBytes` is that of the disk of the store, null where the store is not a file. `cicerone doctor --server` reads this.");

    private static async Task<StatusMessage> GetAsync(ServerOptions options, ServerState state, Store store, ModelInService model, TimeProvider clock, CancellationToken cancellation)
    {
        StoreCounts counts = await store.Events.CountAsync(cancellation);
        IReadOnlyList<StoredKey> keys = await store.Keys.AllAsync(cancellation);
        ServedModel served = model.Current;
        return new StatusMessage(ModelCard.LibraryVersion, state.Started, state.IsStopping, Store.WithoutPassword(options.Store), Store.SchemaVersion, counts.People, counts.Events,
            served.Recommender.Card.Algorithm, served.Version, state.ModelFault, Store.FreeDiskBytes(options.Store), Environment.WorkingSet, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            keys.Count, keys.Count(key => clock.GetUtcNow() >= key.Expires));
    }
}

/// <summary>How a server is.</summary>
/// <param name="Version">Version of the library.</param>
/// <param name="Started">When it started.</param>
/// <param name="Stopping">Whether it was told to stop.</param>
/// <param name="Store">Where events are kept, without a password.</param>
/// <param name="Schema">Version of the store's tables.</param>
/// <param name="People">People with at least one event.</param>
/// <param name="Events">Their events.</param>
/// <param name="Algorithm">Algorithm of the model in service.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="ModelFault">Why the last exchange of the model was refused; null when it went well.</param>
/// <param name="FreeDiskBytes">Room on the disk of the store; null where it is not a file.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
/// <param name="MemoryLimitBytes">Memory it may have.</param>
/// <param name="Keys">How many keys there are.</param>
/// <param name="ExpiredKeys">How many of them are taken no more.</param>
internal sealed record StatusMessage(string Version, DateTimeOffset Started, bool Stopping, string Store, int Schema, long People, long Events, string Algorithm, string ModelVersion, string? ModelFault,
    long? FreeDiskBytes, long MemoryBytes, long MemoryLimitBytes, int Keys, int ExpiredKeys);
