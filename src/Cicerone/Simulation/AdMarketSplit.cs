using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Protocols;

namespace Cicerone.Simulation;

/// <summary>
/// An <see cref="AdMarket"/> in memory, ready to be learned from: everybody's events, what is known of people and advertisements by raw values, vectors,
/// and the split of its own test people, who alone meet what is cold; every fourth newcomer is for validation instead. The same as its files tell; the truth stays with the market.
/// </summary>
/// <param name="Options">Size and habits.</param>
/// <param name="Market">The market.</param>
/// <param name="Split">Training people, and those held out by <see cref="LastAction"/>.</param>
/// <param name="Items">Fields of the advertisements.</param>
/// <param name="Features">Vectors of the advertisements, by the id of their kind.</param>
public sealed record AdMarketSplit(AdMarketOptions Options, AdMarket Market, Split Split, ItemTable Items, IReadOnlyList<FeatureMatrix> Features)
{
    private const int ValidationEvery = 10, ValidationEveryNewcomer = 4;

    /// <summary>Makes the data of a market.</summary>
    /// <param name="options">The market.</param>
    /// <param name="protocol">What is held out of whom is the market's; the rest is the protocol's.</param>
    public static AdMarketSplit Of(AdMarketOptions options, LastAction protocol)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(protocol);
        var market = new AdMarket(options);
        var descriptions = new AdDescriptions(market, options);
        Vocabulary items = new(Enumerable.Range(0, market.ItemCount).Select(AdMarketData.CreativeId)), people = new(Enumerable.Range(0, market.UserCount).Select(AdMarketData.UserId));
        var log = new InteractionLogBuilder(people, items, new Vocabulary(Enum.GetValues<AdAction>().Select(NameOf)));
        for (int user = 0; user < market.UserCount; user++)
            foreach (AdMarketEvent one in market.EventsOf(user)) log.Add(people[user], items[one.Ad], 1000 * one.Time, action: NameOf(one.Action));
        int[] everybody = [.. Enumerable.Range(0, market.UserCount)], newcomers = [.. everybody.Where(market.IsNewcomer).Where((_, place) => place % ValidationEveryNewcomer == 0)];
        int[] valid = [.. everybody.Where(user => !market.IsTest(user)).Where((_, place) => place % ValidationEvery == 0), .. newcomers];
        Split split = protocol.Split(log.Build(), valid, everybody.Where(market.IsTest).Except(newcomers));
        return new AdMarketSplit(options, market, split with { People = Profiles(market, descriptions, people) }, Fields(descriptions, items), [.. Enumerable.Range(0, AdDescriptions.Vectors.Count).Select(kind => Vectors(descriptions, items, kind))]);
    }

    private static string NameOf(AdAction action) => action.ToString().ToLowerInvariant();

    private static PersonTable Profiles(AdMarket market, AdDescriptions descriptions, Vocabulary people)
    {
        var columns = new Dictionary<string, string?[]>();
        for (int user = 0; user < market.UserCount; user++)
        {
            AdFeatures profile = descriptions.OfUser(user);
            foreach (string id in profile.Ids) CellsOf(columns, id, people.Count)[user] = string.Join(' ', profile[id].Select(value => value.Text));
        }
        return new PersonTable(people, columns);
    }

    private static ItemTable Fields(AdDescriptions descriptions, Vocabulary items)
    {
        var columns = new Dictionary<string, string?[]>();
        for (int ad = 0; ad < items.Count; ad++)
            foreach ((string id, int value) in descriptions.Of(ad)) CellsOf(columns, id, items.Count)[ad] = value.ToString(CultureInfo.InvariantCulture);
        return new ItemTable(items, columns);
    }

    private static string?[] CellsOf(Dictionary<string, string?[]> columns, string id, int count) =>
        columns.TryGetValue(id, out string?[]? cells) ? cells : columns[id] = new string?[count];

    private static FeatureMatrix Vectors(AdDescriptions descriptions, Vocabulary items, int kind)
    {
        float[] values = new float[items.Count * AdDescriptions.Width];
        bool[] known = [.. Enumerable.Range(0, items.Count).Select(ad => descriptions.TryVector(ad, kind, values.AsSpan(ad * AdDescriptions.Width, AdDescriptions.Width)))];
        return new FeatureMatrix(AdDescriptions.Vectors[kind].Id, items, AdDescriptions.Width, values, known);
    }
}
