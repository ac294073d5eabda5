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

    /// <summary>How to run a parallel loop of this fit.</summary>
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
}
