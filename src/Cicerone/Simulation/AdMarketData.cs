using System.Globalization;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>
/// An <see cref="AdMarket"/> as TencentGR's contest gave out its data. People for testing are cut before the advertisement that they clicked (or that led
/// to a conversion) last, which is to be found among all. It was shown before as well: those events are left out.
/// </summary>
internal sealed class AdMarketData : AdData
{
    private const long FirstCreative = 20_000_000_000, BetweenCreatives = 7;

    private readonly AdMarket _market;
    private readonly AdDescriptions _descriptions;
    private readonly int[] _index; // of an ad in the indexer, from 1; 0 is unseen
    private readonly int[] _train;
    private readonly Dictionary<string, Dictionary<int, int>> _values = [];

    public AdMarketData(AdMarketOptions options, CancellationToken cancellation)
    {
        _market = new AdMarket(options);
        _descriptions = new AdDescriptions(_market, options);
        _index = new int[_market.ItemCount];
        _train = [.. Enumerable.Range(0, _market.UserCount).Where(user => !_market.IsTest(user))];
        string[] known = IndexItems(cancellation);
        Indexer = new AdIndexer([.. _train.Select(UserId)], known,
            _values.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field.Value.Keys.Select(value => value.ToString(CultureInfo.InvariantCulture))]));
    }

    public AdMarket Market => _market;

    public override AdIndexer Indexer { get; }

    public override IReadOnlyList<AdVectorKind> VectorKinds { get; } = [.. AdDescriptions.Vectors.Select(kind => new AdVectorKind(kind.Id, AdDescriptions.Width))];

    public override IReadOnlyDictionary<string, AdAction> Wanted => Asked().ToDictionary(one => UserId(one.User), one => one.Target.Action);

    /// <summary>Raw id of a person.</summary>
    public static string UserId(int user) => string.Create(CultureInfo.InvariantCulture, $"user_{user:00000000}");

    /// <summary>Raw id of an advertisement: that of its creative.</summary>
    public static string CreativeId(int ad) => (FirstCreative + ad * BetweenCreatives).ToString(CultureInfo.InvariantCulture);

    public override IEnumerable<AdHistory> Histories(long skip = 0)
    {
        for (int place = (int)Math.Min(skip, _train.Length); place < _train.Length; place++)
        {
            AdMarketEvent[] events = [.. _market.EventsOf(_train[place])];
            yield return new AdHistory(place + 1, Array.ConvertAll(events, one => _index[one.Ad]), Array.ConvertAll(events, one => one.Action), Array.ConvertAll(events, one => one.Time));
        }
    }

    public override IEnumerable<(int User, AdFeatures Features)> Profiles() => _train.Select((user, place) => (place + 1, _descriptions.OfUser(user)));

    public override IEnumerable<(int Item, AdFeatures Features)> Items() => from ad in Enumerable.Range(0, _index.Length) where _index[ad] > 0 select (_index[ad], FeaturesOf(ad));

    public override IEnumerable<AdCandidate> Candidates() => Enumerable.Range(0, _index.Length).Select(ad => new AdCandidate(CreativeId(ad), ad, FeaturesOf(ad)));

    public override IEnumerable<AdVector> Vectors(AdVectorKind kind)
    {
        int place = VectorKinds.ToList().IndexOf(kind);
        float[] vector = new float[AdDescriptions.Width];
        for (int ad = 0; ad < _market.ItemCount; ad++)
            if (_descriptions.TryVector(ad, place, vector)) yield return new AdVector(CreativeId(ad), [.. vector]);
    }

    public override IEnumerable<AdSequence> TestPeople() =>
        from one in Asked()
        select new AdSequence(UserId(one.User), _descriptions.OfUser(one.User), [.. _market.EventsOf(one.User).Where(each => IsBefore(each, one.Target)).Select(Event)]);

    /// <summary>The test people of whom there is something to ask, and what is to be found.</summary>
    public IEnumerable<(int User, AdMarketEvent Target)> Asked()
    {
        foreach (int user in Enumerable.Range(0, _market.UserCount).Where(_market.IsTest))
        {
            AdMarketEvent[] events = [.. _market.EventsOf(user)];
            if (AdMarketFiles.TargetOf(events, conversionFirst: true) is { } target && events.Any(one => IsBefore(one, target))) yield return (user, target);
        }
    }

    /// <summary>Numbers the advertisements that training people meet, in the order of their numbers; their raw ids.</summary>
    private string[] IndexItems(CancellationToken cancellation)
    {
        foreach (int user in _train)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (AdMarketEvent one in _market.EventsOf(user)) _index[one.Ad] = 1;
        }
        var known = new List<string>();
        for (int ad = 0; ad < _index.Length; ad++)
        {
            if (_index[ad] == 0) continue;
            known.Add(CreativeId(ad));
            _index[ad] = known.Count;
            foreach ((string id, int value) in _descriptions.Of(ad))
            {
                Dictionary<int, int> values = _values.TryGetValue(id, out Dictionary<int, int>? there) ? there : _values[id] = [];
                values.TryAdd(value, values.Count + 1);
            }
        }
        return [.. known];
    }

    private static bool IsBefore(AdMarketEvent one, AdMarketEvent target) => one.Time < target.Time && one.Ad != target.Ad;

    private AdEvent Event(AdMarketEvent one) => new(_index[one.Ad] > 0 ? $"{_index[one.Ad]}" : CreativeId(one.Ad), FeaturesOf(one.Ad), one.Action, one.Time);

    /// <summary>The fields of an advertisement by the indexer; a value that training people never met is raw text.</summary>
    private AdFeatures FeaturesOf(int ad)
    {
        var features = new AdFeatures();
        foreach ((string id, int value) in _descriptions.Of(ad))
        {
            if (_values.TryGetValue(id, out Dictionary<int, int>? values) && values.TryGetValue(value, out int index)) features.Add(id, index);
            else features.AddUnseen(id, value.ToString(CultureInfo.InvariantCulture));
        }
        return features;
    }
}
