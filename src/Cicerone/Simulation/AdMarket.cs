using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>
/// A market of advertisements whose truth is known, after the data of TencentGR (arXiv 2604.04976): people want a topic; an advertisement of it
/// is clicked much more often than another, and what is clicked decides what is wanted next. What can be learned is thus in the order of
/// actions, in the time (advertisements run for some weeks), and in what advertisements are of, each of which can be taken away. Every
/// person's events are made on their own from the seed, so that a market of any size streams.
/// </summary>
public sealed class AdMarket
{
    /// <summary>How many topics a group has.</summary>
    public const int TopicsOfGroup = 8;

    /// <summary>How many topics there are.</summary>
    public const int Topics = 8 * TopicsOfGroup;

    /// <summary>The most events of a person.</summary>
    public const int MostEvents = 100;

    /// <summary>When the market begins, in Unix seconds: 2025-01-01.</summary>
    public const long Beginning = 1_735_689_600;

    private const double OnIntent = 0.45, ClickOnIntent = 0.30, ClickOffIntent = 0.01, FollowsOrder = 0.75, Converts = 0.30;
    private const double ShortGap = 0.5, LongGap = 6, BreakShare = 0.45, SecondsOfDay = 86_400;
    private const int TestEvery = 10;
    private const ulong PersonParts = 4UL << 40;

    private readonly AdMarketOptions _options;
    private readonly AdTable _ads;
    private readonly AdShelves _shelves;
    private readonly int[] _afterClick, _afterConversion;

    /// <summary>A market of the given size.</summary>
    public AdMarket(AdMarketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _ads = new AdTable(options);
        _shelves = new AdShelves(_ads);
        _afterClick = WithinGroups(options.Seed, 1);
        _afterConversion = WithinGroups(options.Seed, 2);
    }

    /// <summary>How many people there are, newcomers included.</summary>
    public int UserCount => _options.Users + _options.Newcomers;

    /// <summary>How many advertisements there are.</summary>
    public int ItemCount => _ads.Count;

    /// <summary>An advertisement.</summary>
    public Ad this[int ad] => _ads[ad];

    /// <summary>Whether a person is kept for testing: every tenth is, and every newcomer. Only they meet what is cold.</summary>
    public bool IsTest(int user) => IsNewcomer(user) || user % TestEvery == TestEvery - 1;

    /// <summary>Whether a person is a newcomer.</summary>
    public bool IsNewcomer(int user) => user >= _options.Users;

    /// <summary>The topic that is wanted after one was clicked, or led to a conversion, unless chance has it otherwise: the truth.</summary>
    public int After(int topic, AdAction action) => action switch
    {
        AdAction.Click => _afterClick[topic],
        AdAction.Conversion => _afterConversion[topic],
        _ => topic,
    };

    /// <summary>Whether an advertisement runs at a time, in Unix seconds.</summary>
    public bool Runs(int ad, long time) => _ads.Runs(ad, (time - Beginning) / SecondsOfDay);

    /// <summary>How often an advertisement is shown, against others that run: the truth.</summary>
    public double Popularity(int ad) => _ads.Popularity(ad);

    /// <summary>The topic that a person wants at the beginning: its group is that of their profile.</summary>
    public int FirstWanted(int user) => Person(user).NextInt(Topics);

    /// <summary>The events of a person, in the order of time.</summary>
    public IEnumerable<AdMarketEvent> EventsOf(int user)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(user);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(user, UserCount);
        RandomSource random = Person(user);
        int wanted = random.NextInt(Topics), events = 0;
        double day = Gap(random);
        for (; day < _options.Days && events < MostEvents; day += Gap(random))
        {
            bool intended = random.NextDouble() < OnIntent;
            int ad = _shelves.Draw(random, intended ? wanted : -1, day, IsTest(user));
            if (ad < 0) continue;
            AdAction action = ActionOn(random, _ads.Topic(ad) == wanted);
            yield return new AdMarketEvent(ad, action, Beginning + (long)(day * SecondsOfDay), wanted);
            events++;
            if (action != AdAction.Exposure) wanted = Next(random, wanted, action);
        }
    }

    private static double Gap(RandomSource random) => -Math.Log(1 - random.NextDouble()) * (random.NextDouble() < BreakShare ? LongGap : ShortGap);

    private RandomSource Person(int user) => RandomSource.For(_options.Seed, PersonParts + (ulong)user);

    private AdAction ActionOn(RandomSource random, bool wanted)
    {
        if (random.NextDouble() >= (wanted ? ClickOnIntent : ClickOffIntent)) return AdAction.Exposure;
        return _options.Conversions && wanted && random.NextDouble() < Converts ? AdAction.Conversion : AdAction.Click;
    }

    private int Next(RandomSource random, int wanted, AdAction action) => _options.HasOrder && random.NextDouble() < FollowsOrder
        ? After(wanted, action)
        : wanted / TopicsOfGroup * TopicsOfGroup + random.NextInt(TopicsOfGroup);

    /// <summary>A permutation that keeps every topic within its group, and leaves none where it is.</summary>
    private static int[] WithinGroups(ulong seed, ulong which)
    {
        int[] after = new int[Topics];
        for (int group = 0; group < Topics / TopicsOfGroup; group++)
        {
            int[] circle = [.. Enumerable.Range(group * TopicsOfGroup, TopicsOfGroup)];
            RandomSource.For(seed, (3UL << 40) + which * Topics + (ulong)group).Shuffle(circle.AsSpan());
            for (int i = 0; i < TopicsOfGroup; i++) after[circle[i]] = circle[(i + 1) % TopicsOfGroup];
        }
        return after;
    }
}
