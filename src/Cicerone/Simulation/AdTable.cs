namespace Cicerone.Simulation;

/// <summary>All advertisements of an <see cref="AdMarket"/>, in columns.</summary>
internal sealed class AdTable
{
    private const double MedianRun = 25, RunDeviation = 0.5, PopularityPower = 0.6, ColdShare = 0.226;
    private const int ItemsOfAdvertiser = 12, ItemsOfProduct = 4, FewestTopics = 3, MoreTopics = 3;
    private const ulong Parts = 1UL << 40, AdvertiserParts = 2UL << 40;

    private readonly byte[] _topic;
    private readonly int[] _advertiser, _product;
    private readonly float[] _start, _end, _popularity;
    private readonly bool[] _cold;

    public AdTable(AdMarketOptions options)
    {
        int count = options.Items, advertisers = Math.Max(1, count / ItemsOfAdvertiser);
        (_topic, _advertiser, _product, _cold) = (new byte[count], new int[count], new int[count], new bool[count]);
        (_start, _end, _popularity) = (new float[count], new float[count], new float[count]);
        int[] rank = [.. Enumerable.Range(0, count)];
        RandomSource.For(options.Seed, Parts - 1).Shuffle(rank.AsSpan());
        for (int ad = 0; ad < count; ad++)
        {
            RandomSource random = RandomSource.For(options.Seed, Parts + (ulong)ad);
            _advertiser[ad] = random.NextInt(advertisers);
            int[] topics = TopicsOf(_advertiser[ad], options.Seed);
            _topic[ad] = (byte)topics[random.NextInt(topics.Length)];
            _product[ad] = _advertiser[ad] * ItemsOfAdvertiser / ItemsOfProduct + random.NextInt(ItemsOfAdvertiser / ItemsOfProduct);
            double run = MedianRun * Math.Exp(RunDeviation * random.NextNormal()), start = -MedianRun + random.NextDouble() * (options.Days + MedianRun);
            (_start[ad], _end[ad]) = options.HasWindows ? ((float)start, (float)(start + run)) : (float.MinValue, float.MaxValue);
            _popularity[ad] = (float)Math.Pow(1 + rank[ad], -PopularityPower);
            _cold[ad] = random.NextDouble() < ColdShare;
        }
    }

    public int Count => _topic.Length;

    public int Topic(int ad) => _topic[ad];

    public double Popularity(int ad) => _popularity[ad];

    public bool IsCold(int ad) => _cold[ad];

    public bool Runs(int ad, double day) => day >= _start[ad] && day < _end[ad];

    public Ad this[int ad] => new(_topic[ad], _advertiser[ad], _product[ad], _start[ad], _end[ad], _cold[ad]);

    /// <summary>An advertiser keeps to three to five topics.</summary>
    private static int[] TopicsOf(int advertiser, ulong seed)
    {
        RandomSource random = RandomSource.For(seed, AdvertiserParts + (ulong)advertiser);
        int[] topics = new int[FewestTopics + random.NextInt(MoreTopics)];
        for (int i = 0; i < topics.Length; i++) topics[i] = random.NextInt(AdMarket.Topics);
        return topics;
    }
}
