using System.Text.Json;
using Cicerone.Server.Storage;
using Orleans.Concurrency;

namespace Cicerone.Cluster.People;

/// <summary>
/// Reads what a person did once, and from then on only what it is told has come after. Now and then it writes down a snapshot, from which it
/// goes on when another server takes it over. What it remembers is counted against the log when it begins and once a minute, and not believed
/// where there are more or fewer events: whoever took some away may have ended before telling.
/// </summary>
internal sealed class PersonGrain(Store store, TimeProvider clock) : Grain, IPersonGrain
{
    private const int EventsBetweenSnapshots = 32;
    private static readonly TimeSpan LongestBelief = TimeSpan.FromMinutes(1);
    private List<Arrival>? _arrivals;
    private Immutable<IReadOnlyList<StoredEvent>> _history;
    private int _inSnapshot;
    private bool _isBehind = true;
    private long? _counted;

    public async Task<Immutable<IReadOnlyList<StoredEvent>>> HistoryAsync()
    {
        bool isOld = _counted is not { } counted || clock.GetElapsedTime(counted) > LongestBelief;
        if (_isBehind || isOld) await CatchUpAsync(this.GetPrimaryKeyString(), isOld);
        return _history;
    }

    public Task AddedAsync()
    {
        _isBehind = true;
        return Task.CompletedTask;
    }

    public Task RemovedAsync()
    {
        (_arrivals, _history, _inSnapshot, _counted, _isBehind) = (null, default, 0, null, true);
        return Task.CompletedTask;
    }

    private async Task CatchUpAsync(string person, bool counts)
    {
        List<Arrival> arrivals = _arrivals ?? await ReadSnapshotAsync(person);
        if (counts)
        {
            long counted = clock.GetTimestamp();
            if (arrivals.Count > 0 && await store.Events.CountUpToAsync(person, arrivals[^1].Number, CancellationToken.None) != arrivals.Count) (arrivals, _inSnapshot) = ([], 0);
            _counted = counted;
        }
        IReadOnlyList<Arrival> later = await store.Events.ArrivedAfterAsync(person, arrivals.Count > 0 ? arrivals[^1].Number : 0, CancellationToken.None);
        if (later.Count == 0 && arrivals == _arrivals)
        {
            _isBehind = false;
            return;
        }
        arrivals = [.. arrivals, .. later];
        StoredEvent[] history = [.. arrivals.OrderBy(arrival => arrival.Event.Time ?? long.MinValue).Select(arrival => arrival.Event)]; // a stable order: those of one moment stay as they arrived
        if (arrivals.Count - _inSnapshot >= EventsBetweenSnapshots)
        {
            await store.Snapshots.PutAsync(person, JsonSerializer.Serialize(arrivals), CancellationToken.None);
            _inSnapshot = arrivals.Count;
        }
        (_arrivals, _history, _isBehind) = (arrivals, new Immutable<IReadOnlyList<StoredEvent>>(history), false);
    }

    private async Task<List<Arrival>> ReadSnapshotAsync(string person)
    {
        if (await store.Snapshots.FindAsync(person, CancellationToken.None) is not { } json) return [];
        List<Arrival> arrivals = JsonSerializer.Deserialize<List<Arrival>>(json)!;
        _inSnapshot = arrivals.Count;
        return arrivals;
    }
}
