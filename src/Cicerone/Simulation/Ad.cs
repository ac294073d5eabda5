namespace Cicerone.Simulation;

/// <summary>An advertisement of an <see cref="AdMarket"/>.</summary>
/// <param name="Topic">What it is of, 0 to 63; eight topics are a group. The truth: no file has it.</param>
/// <param name="Advertiser">Who placed it.</param>
/// <param name="Product">What it is for: several of an advertiser's may be for one.</param>
/// <param name="Start">When it begins to run, in days from the beginning of the market; may be negative.</param>
/// <param name="End">When it ends.</param>
/// <param name="IsCold">Whether no training person ever meets it.</param>
public sealed record Ad(int Topic, int Advertiser, int Product, double Start, double End, bool IsCold)
{
    /// <summary>Group of the topic, 0 to 7.</summary>
    public int Group => Topic / AdMarket.TopicsOfGroup;
}
