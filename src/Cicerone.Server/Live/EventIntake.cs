using System.Diagnostics;
using System.Threading.Channels;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// The door through which events come in. What arrives while the store writes is written together in its next transaction,
/// so that one synchronisation of the disk serves many senders. When too much waits, senders are told to come back, rather
/// than memory to grow.
/// </summary>
internal sealed class EventIntake : IAsyncDisposable
{
    private const int MostTogether = 10_000;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EventStore _store;
    private readonly Telemetry _telemetry;
    private readonly int _mostWaiting;
    private readonly Task _writing;
    private int _waiting;

    public EventIntake(EventStore store, ServerOptions options, Telemetry telemetry)
    {
        (_store, _mostWaiting, _telemetry) = (store, options.MostWaitingEvents, telemetry);
        telemetry.WatchWaiting(() => Volatile.Read(ref _waiting));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Stores a batch, all of it or nothing; it is stored when this returns.</summary>
    /// <exception cref="BusyException">Too many events wait to be stored.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot take them now.</exception>
    public async Task<AppendReceipt> RecordAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var waiting = new Waiting(events, new TaskCompletionSource<AppendReceipt>(TaskCreationOptions.RunContinuationsAsynchronously), cancellation);
        if (Interlocked.Add(ref _waiting, events.Count) > _mostWaiting && events.Count < Volatile.Read(ref _waiting)) // a batch alone is always taken
        {
            Interlocked.Add(ref _waiting, -events.Count);
            throw new BusyException($"More than {_mostWaiting} events wait to be stored. Send these again in a second; nothing of them was recorded.");
        }
        if (!_queue.Writer.TryWrite(waiting)) throw new BusyException("The server is stopping; nothing was recorded.");
        return await waiting.Stored.Task;
    }

    /// <summary>Stores what waits, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var together = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            int events = 0;
            for (together.Clear(); events < MostTogether && _queue.Reader.TryRead(out Waiting? next); events += next.Events.Count)
            {
                if (next.Cancellation.IsCancellationRequested) next.Stored.TrySetCanceled(next.Cancellation); // whoever sent it is gone
                else together.Add(next);
            }
            await StoreAsync(together);
            Interlocked.Add(ref _waiting, -events);
        }
    }

    private async Task StoreAsync(List<Waiting> together)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<AppendReceipt> receipts = await _store.AppendAsync([.. together.Select(waiting => waiting.Events)], CancellationToken.None);
            _telemetry.Wrote(Stopwatch.GetElapsedTime(start));
            for (int i = 0; i < together.Count; i++) together[i].Stored.SetResult(receipts[i]);
        }
        catch (Exception fault) // each sender is told; the intake goes on
        {
            foreach (Waiting waiting in together) waiting.Stored.TrySetException(fault);
        }
    }

    private sealed record Waiting(IReadOnlyList<StoredEvent> Events, TaskCompletionSource<AppendReceipt> Stored, CancellationToken Cancellation);
}
