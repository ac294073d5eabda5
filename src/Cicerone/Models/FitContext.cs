namespace Cicerone.Models;

/// <summary>The circumstances of a fit.</summary>
public sealed record FitContext
{
    /// <summary>Decides every random choice.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Processors to use, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told how far the fit has come.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Stops the fit.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A folder where a long fit keeps what it needs to go on after it was stopped; null keeps nothing.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Whether to go on from what <see cref="CheckpointFolder"/> holds, rather than to begin anew.</summary>
    public bool Resume { get; init; }

    /// <summary>The processes that share the fit, of which this is one; null where it is alone.</summary>
    public IProcessGroup? Processes { get; init; }

    /// <summary>Passes over parts of the work one by one, tells how far it has come, and stops when asked to.</summary>
    internal IEnumerable<T> Pass<T>(string stage, IEnumerable<T> parts, int count)
    {
        int done = 0;
        foreach (T part in parts)
        {
            Cancellation.ThrowIfCancellationRequested();
            Progress?.Report(new FitProgress(stage, (double)done++ / count));
            yield return part;
        }
    }

    /// <summary>How to run a parallel loop of this fit.</summary>
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
}
