namespace Cicerone.Simulation;

/// <summary>The size and habits of a <see cref="Bookshop"/>.</summary>
public sealed record BookshopOptions
{
    /// <summary>How many people read, 1 to 100 million.</summary>
    public int Readers { get; init => field = InRange(value, 1, 100_000_000, "readers"); } = 2_000;

    /// <summary>How many books there are, 50 to 10 million.</summary>
    public int Books { get; init => field = InRange(value, 50, 10_000_000, "books"); } = 1_000;

    /// <summary>Mean number of events of a reader, 5 to 1000. Every reader has at least 5, where there are books enough; a few have many.</summary>
    public double MeanEvents { get; init => field = InRange(value, 5, 1_000, "mean events"); } = 30;

    /// <summary>Share of events that are slips of the finger, 0 to 0.5.</summary>
    public double Accidents { get; init => field = InRange(value, 0, 0.5, "accidents"); } = 0.05;

    /// <summary>Share of books whose cover is that of another genre, 0 to 1.</summary>
    public double WrongCovers { get; init => field = InRange(value, 0, 1, "wrong covers"); } = 0.1;

    /// <summary>How often the world becomes another: the seasons shift and other books sell, 0 to 20 times in two years.</summary>
    public int Breaks { get; init => field = InRange(value, 0, 20, "breaks"); } = 1;

    /// <summary>How much more than its mean a genre is wanted at the height of its season, 0 to 0.9; with 0 there are no seasons.</summary>
    public double SeasonSwing { get; init => field = InRange(value, 0, 0.9, "season swing"); } = 0.6;

    /// <summary>By how much of a year the seasons come later after each break, 0 to 1; with 0 they stay.</summary>
    public double SeasonShift { get; init => field = InRange(value, 0, 1, "season shift"); } = 1 / 3.0;

    /// <summary>Whether other books of a genre sell after a break; else a break moves the seasons alone.</summary>
    public bool BooksChange { get; init; } = true;

    /// <summary>Decides everything that is left to chance.</summary>
    public ulong Seed { get; init; } = 1;

    private static T InRange<T>(T value, T min, T max, string name) where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : throw new CiceroneException($"The Bookshop's {name} are {value}, but must lie in {min} to {max}.");
}
