namespace Cicerone.Server.Learning;

/// <summary>How a server learns from what people do.</summary>
public sealed record LearningOptions
{
    /// <summary>Folder of the versions that were learned; made when it is not there. One server writes to it.</summary>
    public required string Folder { get; init; }

    /// <summary>How many new events begin a fit; null for none. At least 1.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int? AfterEvents { get; init => field = value is null or >= 1 ? value : throw new CiceroneException($"A fit after {value} events makes no sense; give at least 1."); }

    /// <summary>How long after the last fit the next begins, when there is any new event; null for never. At least a second.</summary>
    /// <exception cref="CiceroneException">It is shorter.</exception>
    public TimeSpan? Every { get; init => field = value is null || value >= TimeSpan.FromSeconds(1) ? value : throw new CiceroneException($"A fit every {value} makes no sense; give at least a second."); }

    /// <summary>The share of the new events, the last to arrive, that both models are judged on; above 0 and below 1.</summary>
    /// <exception cref="CiceroneException">It is outside.</exception>
    public double JudgedShare { get; init => field = value is > 0 and < 1 ? value : throw new CiceroneException($"The judged share is {value}, but must lie between 0 and 1."); } = 0.2;

    /// <summary>The fewest people to judge by; with fewer, the model in service stays. At least 2.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int FewestPeople { get; init => field = value >= 2 ? value : throw new CiceroneException($"The fewest people to judge by are {value}, but must be at least 2."); } = 30;

    /// <summary>How many versions are kept beside the one in service, at least 1.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int Kept { get; init => field = value >= 1 ? value : throw new CiceroneException($"The kept versions are {value}, but must be at least 1."); } = 5;

    /// <summary>The seed of every fit.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Processors a fit may use, at least 1; the rest is for answering.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int Threads { get; init => field = value >= 1 ? value : throw new CiceroneException($"The number of threads is {value}, but must be at least 1."); } = Math.Max(1, Environment.ProcessorCount - 1);
}
