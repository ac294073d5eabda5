using System.Threading.Channels;
using Cicerone.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Live;

/// <summary>
/// Writes down what was shown, beside the answers and not before them: what is shown in a tenth of a second is written together.
/// When too much waits, as behind a store that cannot be written, exposures are lost; how many is counted, logged and told.
/// </summary>
internal sealed partial class ExposureIntake : IAsyncDisposable
{
    private const int MostTogether = 1000;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100), AfterFault = TimeSpan.FromSeconds(1), BetweenRemovals = TimeSpan.FromHours(1);
    private readonly Channel<StoredExposure> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExposureStore _store;
    private readonly ServerOptions _options;
    private readonly ILogger<ExposureIntake> _log;
    private readonly Task _writing;
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _accepted, _settled, _lost, _told;
    private DateTimeOffset _nextRemoval;

    public ExposureIntake(ExposureStore store, ServerOptions options, ILogger<ExposureIntake> log)
    {
        (_store, _options, _log) = (store, options, log);
        _queue = Channel.CreateBounded<StoredExposure>(new BoundedChannelOptions(options.MostWaitingExposures) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many exposures were lost since the server started.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Takes an exposure to be written soon; never waits.</summary>
    public void Record(StoredExposure exposure)
    {
        if (_queue.Writer.TryWrite(exposure)) Interlocked.Increment(ref _accepted);
        else Interlocked.Increment(ref _lost);
    }

    /// <summary>Waits until all that was taken before is written.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take it now.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        long wanted = Volatile.Read(ref _accepted);
        while (true)
        {
            Task progress = Volatile.Read(ref _progress).Task;
            if (Volatile.Read(ref _settled) >= wanted) return;
            await progress.WaitAsync(cancellation);
        }
    }

    /// <summary>Writes what waits, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing;
        _stopping.Dispose();
    }

    private async Task WriteAsync()
    {
        var together = new List<StoredExposure>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            await WaitAsync(Gathering);
            for (together.Clear(); together.Count < MostTogether && _queue.Reader.TryRead(out StoredExposure? next);) together.Add(next);
            while (!await StoredAsync(together)) await WaitAsync(AfterFault);
            Interlocked.Add(ref _settled, together.Count);
            Interlocked.Exchange(ref _progress, NewProgress()).SetResult();
            Tell();
            await RemoveOldAsync();
        }
        Tell();
    }

    /// <summary>Stores a batch.</summary>
    /// <returns>False when it is to be tried again.</returns>
    private async Task<bool> StoredAsync(List<StoredExposure> together)
    {
        try
        {
            await _store.AppendAsync(together, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException fault) when (!_stopping.IsCancellationRequested)
        {
            TaskCompletionSource waiting = Interlocked.Exchange(ref _progress, NewProgress());
            waiting.SetException(fault); // whoever waits is told; the batch is tried again
            _ = waiting.Task.Exception;
            return false;
        }
        catch (Exception fault) // lists are answered whatever becomes of their exposures
        {
            LogFault(_log, fault);
            Interlocked.Add(ref _lost, together.Count);
            return true;
        }
    }

    private void Tell()
    {
        long lost = Lost;
        if (lost == _told) return;
        LogLost(_log, lost - _told, lost);
        _told = lost;
    }

    private async Task RemoveOldAsync()
    {
        DateTimeOffset now = _options.Clock.GetUtcNow();
        if (now < _nextRemoval) return;
        _nextRemoval = now + BetweenRemovals;
        try
        {
            await _store.RemoveBeforeAsync((now - _options.ExposuresKept).ToUnixTimeMilliseconds(), CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            LogFault(_log, fault);
        }
    }

    /// <summary>Waits a while, which ends when the server stops.</summary>
    private async Task WaitAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // what waits is written at once
        }
    }

    private static TaskCompletionSource NewProgress() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} exposures were lost, {All} since the server started: more waited than may.")]
    private static partial void LogLost(ILogger log, long count, long all);

    [LoggerMessage(Level = LogLevel.Error, Message = "The exposure log could not be written.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
