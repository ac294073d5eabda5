namespace Cicerone.Simulation;

/// <summary>The size and habits of an <see cref="AdMarket"/>.</summary>
public sealed record AdMarketOptions
{
    /// <summary>How many people there are, 10 to 100 million.</summary>
    public int Users { get; init => field = InRange(value, 10, 100_000_000, "users"); } = 1_500;

    /// <summary>How many people come beside them, all of them kept for testing, 0 to 100 million: the more, the surer a figure, and nothing is learned from them.</summary>
    public int Newcomers { get; init => field = InRange(value, 0, 100_000_000, "newcomers"); }

    /// <summary>How many advertisements there are, 200 to 20 million.</summary>
    public int Items { get; init => field = InRange(value, 200, 20_000_000, "items"); } = 4_000;

    /// <summary>How many days the market lasts, 30 to 1000.</summary>
    public int Days { get; init => field = InRange(value, 30, 1_000, "days"); } = 240;

    /// <summary>Whether clicks may become conversions, as in the second round of the contest.</summary>
    public bool Conversions { get; init; }

    /// <summary>Whether what is wanted next follows from what was clicked; without it, it is drawn anew within the group.</summary>
    public bool HasOrder { get; init; } = true;

    /// <summary>Whether advertisements run for a while only; without it, all run all the time.</summary>
    public bool HasWindows { get; init; } = true;

    /// <summary>Whether vectors tell what advertisements are of; without it, they are dealt out at random.</summary>
    public bool HasContent { get; init; } = true;

    /// <summary>The size and seed, as a report names the market.</summary>
    public string Name => $"tencentgr(users={Users}{(Newcomers > 0 ? $", newcomers={Newcomers}" : "")}, items={Items}, seed={Seed})";

    /// <summary>Decides everything that is left to chance.</summary>
    public ulong Seed { get; init; } = 1;

    private static int InRange(int value, int min, int max, string name) =>
        value >= min && value <= max ? value : throw new CiceroneException($"The advertisements' {name} are {value}, but must lie in {min} to {max}.");
}
