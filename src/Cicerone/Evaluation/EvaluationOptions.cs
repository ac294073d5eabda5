namespace Cicerone.Evaluation;

/// <summary>How an evaluation is run. None of it but <see cref="Seed"/> can change a figure.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The cutoffs k of the metrics, each at least 1.</summary>
    public IReadOnlyList<int> Cutoffs
    {
        get;
        init => field = value.Count > 0 && value.All(k => k is >= 1 and <= 10_000)
            ? [.. value.Distinct().Order()]
            : throw new CiceroneException($"The cutoffs are [{string.Join(", ", value)}], but must be whole numbers in 1 to 10000.");
    } = [1, 5, 10, 20];

    /// <summary>People ranked at once by one thread, at least 1.</summary>
    public int BatchSize { get; init => field = value > 0 ? value : throw new CiceroneException($"The batch size is {value}, but must be at least 1."); } = 64;

    /// <summary>Processors to use, at least 1.</summary>
    public int Threads { get; init => field = value > 0 ? value : throw new CiceroneException($"The number of threads is {value}, but must be at least 1."); } = Environment.ProcessorCount;

    /// <summary>Decides the order of equal scores.</summary>
    public ulong Seed { get; init; } = 1;
}
