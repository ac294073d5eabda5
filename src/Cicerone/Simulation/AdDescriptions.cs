using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>
/// What files tell of the advertisements and people of an <see cref="AdMarket"/>: fields of raw values, which follow topic, advertiser and product with
/// noise, and vectors of two kinds. Fields and how often they are there are those of TencentGR.
/// </summary>
internal sealed class AdDescriptions(AdMarket market, AdMarketOptions options)
{
    /// <summary>Length of a vector.</summary>
    public const int Width = 32;

    private const double Noise = 0.1;
    private const ulong ItemParts = 5UL << 40, UserParts = 6UL << 40, VectorParts = 7UL << 40, CentreParts = 8UL << 40;
    private static readonly (string Id, int Values)[] FromTopic = [("117", 16), ("118", 32), ("119", 48), ("120", 64)];
    private static readonly (string Id, int Values, double Coverage)[] Chance = [("100", 6, 1), ("112", 30, 1), ("114", 20, 1), ("115", 100, 0.3), ("116", 18, 1), ("122", 500, 1)];

    /// <summary>Names of the kinds of vectors, how noisy they are, and how many items have one.</summary>
    public static IReadOnlyList<(string Id, double Deviation, double Coverage)> Vectors { get; } = [("81", 0.6, 0.874), ("84", 1.5, 0.6)];

    /// <summary>Raw values of the fields of an advertisement.</summary>
    public IEnumerable<(string Id, int Value)> Of(int ad)
    {
        RandomSource random = RandomSource.For(options.Seed, ItemParts + (ulong)ad);
        Ad one = market[ad];
        yield return ("101", 1 + one.Group);
        yield return ("102", 1 + one.Advertiser);
        yield return ("121", 1 + one.Product);
        foreach ((string id, int values) in FromTopic)
            yield return (id, 1 + (random.NextDouble() < Noise ? random.NextInt(values) : (int)(RandomSource.Mix((ulong)one.Topic ^ RandomSource.Hash(id)) % (ulong)values)));
        foreach ((string id, int values, double coverage) in Chance)
            if (random.NextDouble() < coverage) yield return (id, 1 + random.NextInt(values));
    }

    /// <summary>What is known of a person: the group of what they want shows in their sector (107) and age (103), a little.</summary>
    public AdFeatures OfUser(int user)
    {
        RandomSource random = RandomSource.For(options.Seed, UserParts + (ulong)user);
        int group = market.FirstWanted(user) / AdMarket.TopicsOfGroup;
        var profile = new AdFeatures();
        profile.Add("103", 1 + Math.Clamp(group * 10 + random.NextInt(20), 0, 85));
        profile.Add("104", 1 + random.NextInt(2));
        if (random.NextDouble() < 0.86) profile.Add("105", 1 + random.NextInt(7));
        if (random.NextDouble() < 0.39) profile.Add("107", 1 + (random.NextDouble() < 0.7 ? group : random.NextInt(19)));
        profile.Add("109", 1 + random.NextInt(3));
        return profile;
    }

    /// <summary>Writes the vector of an advertisement; false when it has none.</summary>
    /// <param name="ad">Which.</param>
    /// <param name="kind">Its place in <see cref="Vectors"/>.</param>
    /// <param name="vector">Shape [<see cref="Width"/>].</param>
    public bool TryVector(int ad, int kind, Span<float> vector)
    {
        RandomSource random = RandomSource.For(options.Seed, VectorParts + (ulong)(ad * Vectors.Count + kind));
        if (random.NextDouble() >= Vectors[kind].Coverage) return false;
        Ad one = market[ad];
        int topic = options.HasContent ? one.Topic : random.NextInt(AdMarket.Topics);
        RandomSource centre = RandomSource.For(options.Seed, CentreParts + (ulong)topic), advertiser = RandomSource.For(options.Seed, CentreParts + AdMarket.Topics + (ulong)one.Advertiser);
        for (int i = 0; i < Width; i++) vector[i] = (float)(centre.NextNormal() + 0.3 * advertiser.NextNormal() + Vectors[kind].Deviation * random.NextNormal());
        return true;
    }
}
