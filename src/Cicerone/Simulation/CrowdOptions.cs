namespace Cicerone.Simulation;

/// <summary>The size of a <see cref="Crowd"/>.</summary>
public sealed record CrowdOptions
{
    /// <summary>How many people there are, 1 to a billion.</summary>
    public int People { get; init => field = InRange(value, 1, 1_000_000_000, "people"); } = 100_000;

    /// <summary>How many items there are, 10 to 100 million.</summary>
    public int Items { get; init => field = InRange(value, 10, 100_000_000, "items"); } = 4_000;

    /// <summary>Mean number of events of a person, 1 to 300.</summary>
    public double MeanEvents { get; init => field = InRange(value, 1, 300, "mean events"); } = 50;

    /// <summary>Decides everything that is left to chance.</summary>
    public ulong Seed { get; init; } = 1;

    private static T InRange<T>(T value, T min, T max, string name) where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : throw new CiceroneException($"The crowd's {name} are {value}, but must lie in {min} to {max}.");
}
