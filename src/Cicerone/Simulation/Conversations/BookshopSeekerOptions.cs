namespace Cicerone.Simulation.Conversations;

/// <summary>The people who talk in the Bookshop, and what they talk of.</summary>
public sealed record BookshopSeekerOptions
{
    /// <summary>How many books there are, 50 to 100,000.</summary>
    public int Books { get; init => field = InRange(value, 50, 100_000, "books"); } = 400;

    /// <summary>How many circles of books are liked together, whatever they are about, 1 to 1,000: what no attribute tells.</summary>
    public int Circles { get; init => field = InRange(value, 1, 1_000, "circles"); } = 12;

    /// <summary>Share of first hints that are wrong, 0 to 1.</summary>
    public double Misleading { get; init => field = InRange(value, 0, 1, "share of misleading hints"); } = 0.1;

    /// <summary>Share of the pairs of genre and mood that no training dialogue looks for, 0 to 0.9.</summary>
    public double HeldOut { get; init => field = InRange(value, 0, 0.9, "share of held-out pairs"); } = 0.2;

    /// <summary>Decides everything that is left to chance.</summary>
    public ulong Seed { get; init; } = 1;

    private static T InRange<T>(T value, T min, T max, string name) where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0 ? value : throw new CiceroneException($"The {name} are {value}, but must lie in {min} to {max}.");
}
