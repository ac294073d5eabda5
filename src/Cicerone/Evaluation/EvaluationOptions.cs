namespace Cicerone.Evaluation;

/// <summary>
/// How an evaluation is run. Figures depend on <see cref="Seed"/>, <see cref="TailShare"/> and
/// <see cref="PropensityExponent"/> where these enter, and on nothing else of it.
/// </summary>
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

    /// <summary>
    /// Whether to compute, beside accuracy: accuracy on head, tail and cold items, debiased accuracy, the area under the
    /// curve, and what lists are like. It takes a second pass over all scores.
    /// </summary>
    public bool Detailed { get; init; }

    /// <summary>The tail is made of the least-chosen items that together have this share of the training events, 0 to 1.</summary>
    public double TailShare { get; init => field = value is >= 0 and <= 1 ? value : throw new CiceroneException($"The tail's share of events is {value}, but must lie in 0 to 1."); } = 0.2;

    /// <summary>An item's propensity to be observed is its training events to this power, 0 to 2.</summary>
    public double PropensityExponent { get; init => field = value is >= 0 and <= 2 ? value : throw new CiceroneException($"The exponent of propensities is {value}, but must lie in 0 to 2."); } = 0.5;

    /// <summary>People ranked at once by one thread, at least 1.</summary>
    public int BatchSize { get; init => field = value > 0 ? value : throw new CiceroneException($"The batch size is {value}, but must be at least 1."); } = 64;

    /// <summary>Processors to use, at least 1.</summary>
    public int Threads { get; init => field = value > 0 ? value : throw new CiceroneException($"The number of threads is {value}, but must be at least 1."); } = Environment.ProcessorCount;

    /// <summary>Decides the order of equal scores.</summary>
    public ulong Seed { get; init; } = 1;
}
