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

    /// <summary>How to run a parallel loop of this fit.</summary>
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
}
