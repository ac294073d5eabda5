using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Live.Filters;

namespace Cicerone.Server.Merchandising;

/// <summary>
/// Composes the list that is shown of what a model has ranked, outside of the model: scores are adjusted (boosts, what is like an
/// unwanted item), the order is diversified, and the places are filled one by one, each with its pin, or by drawing, or with the
/// next best item that no cap bars.
/// </summary>
internal sealed class ListComposer
{
    /// <summary>What is lowered at most for being like an item that the person does not want, in spreads of the scores.</summary>
    private const double Dislike = 0.5;

    private readonly LiveItems _items;
    private readonly MerchandisingSettings _settings;
    private readonly LiveRequest _request;
    private readonly IReadOnlyList<string> _refused;
    private readonly HashSet<string> _barred;
    private readonly Lazy<ItemFilter?> _may;
    private readonly PinRule[] _pins;
    private readonly BoostRule[] _boosts;
    private readonly ItemCaps _caps;
    private readonly ExplorationRule[] _explorations;

    /// <summary>A composer for one request.</summary>
    /// <param name="items">The items as they are now.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="context">Its circumstances.</param>
    /// <param name="history">What the person chose.</param>
    /// <param name="refused">What they do not want.</param>
    public ListComposer(LiveItems items, MerchandisingSettings settings, LiveRequest request, RequestContext context, IReadOnlyList<string> history, IReadOnlyList<string> refused)
    {
        (_items, _settings, _request, _refused) = (items, settings, request, refused);
        _barred = [.. history, .. refused, .. request.Wanted.Exclude];
        _may = new Lazy<ItemFilter?>(() => ItemFilter.Parse(columns: null, settings.Stock, request.Filter)); // what a pin must fit; the ranking has both by its candidates
        _pins = [.. settings.Pins.Where(pin => pin.Holds(context) && pin.Position <= request.Wanted.Count && May(pin.Item)).DistinctBy(pin => pin.Position).DistinctBy(pin => pin.Item)];
        _boosts = [.. settings.Boosts.Where(boost => boost.Holds(context))];
        _caps = new ItemCaps(items, [.. settings.Caps.Where(cap => cap.Holds(context))]);
        _explorations = [.. settings.Explorations.Where(exploration => exploration.Holds(context))];
    }

    /// <summary>Whether the list is just what the model ranks first.</summary>
    public bool ChangesNothing => _pins.Length == 0 && _boosts.Length == 0 && _caps.IsEmpty && _explorations.Length == 0 && _refused.Count == 0 && _request.Diversity == 0;

    /// <summary>Composes the list.</summary>
    /// <param name="ranked">What the model ranked, best first.</param>
    /// <param name="source">What ranked it.</param>
    /// <param name="chance">What is drawn by.</param>
    public IReadOnlyList<PlacedItem> Compose(IReadOnlyList<Recommendation> ranked, string source, RandomSource chance)
    {
        Recommendation[] ordered = Diversified([.. ranked.Select(Adjuster(ranked)).OrderByDescending(item => item.Score)]);
        Dictionary<string, Recommendation> adjusted = ordered.ToDictionary(item => item.Item);
        HashSet<string> taken = [.. _pins.Select(pin => pin.Item)];
        var list = new List<PlacedItem>();
        for (int place = 1; place <= _request.Wanted.Count; place++)
        {
            if (PlaceOf(place, ordered, taken, source, chance) is not { } placed) continue; // nothing is left for it
            taken.Add(placed.Item);
            _caps.Count(placed.Item);
            list.Add(adjusted.TryGetValue(placed.Item, out Recommendation? known) ? placed with { Added = [.. known.Reasons, .. placed.Added] } : placed);
        }
        return list;
    }

    private PlacedItem? PlaceOf(int place, Recommendation[] ordered, HashSet<string> taken, string source, RandomSource chance)
    {
        if (_pins.FirstOrDefault(pin => pin.Position == place) is { } pinned) return new PlacedItem(pinned.Item, "pin", 1, [Told($"Pinned to place {place}.")]);
        Recommendation? next = ordered.FirstOrDefault(item => !taken.Contains(item.Item) && _caps.Allow(item.Item));
        PlacedItem? best = next is null ? null : new PlacedItem(next.Item, next.Reasons.Any(reason => reason.Kind == ReasonKind.Merchandising) ? "boost" : source, 1, []);
        return _explorations.FirstOrDefault(rule => rule.Positions.Contains(place)) is { } exploration ? Draw(exploration, ordered, taken, best, chance) : best;
    }

    /// <summary>Draws between the best item and one of the pool, and says how probable what came of it was.</summary>
    private PlacedItem? Draw(ExplorationRule rule, Recommendation[] ordered, HashSet<string> taken, PlacedItem? best, RandomSource chance)
    {
        string[] pool = [.. PoolOf(rule, ordered).Where(item => !taken.Contains(item) && !_barred.Contains(item) && _caps.Allow(item))];
        if (pool.Length == 0) return best;
        double explores = best is null ? 1 : rule.Probability, each = explores / pool.Length;
        bool draws = chance.NextDouble() < explores;
        string drawn = pool[chance.NextInt(pool.Length)];
        if (draws) return new PlacedItem(drawn, "exploration", drawn == best?.Item ? 1 - explores + each : each, [new Reason(ReasonKind.Chance, "Shown to learn how it is liked.", Contribution: null, [])]);
        return best! with { Propensity = 1 - explores + (pool.Contains(best.Item) ? each : 0) };
    }

    private IEnumerable<string> PoolOf(ExplorationRule rule, Recommendation[] ordered) => rule.Among is { } first
        ? ordered.Take(first).Select(item => item.Item).Where(item => _items.Fits(item, rule.Expression) && _items.TrainingEventsOf(item) <= (rule.MostTrainingEvents ?? int.MaxValue))
        : _items.Pool(rule.MostTrainingEvents ?? int.MaxValue, _settings.Stock, _request.Filter, rule.Filter);

    private Recommendation[] Diversified(Recommendation[] ordered)
    {
        if (_request.Diversity == 0) return ordered;
        IReadOnlyList<Recommendation> first = Diversity.Choose(ordered, _request.Wanted.Count, _request.Diversity, _items.TraitsOf);
        return [.. first, .. ordered.Except(first)];
    }

    /// <summary>Gives an item the score that it is ordered by, and in the place of reasons what was added to it.</summary>
    private Func<Recommendation, Recommendation> Adjuster(IReadOnlyList<Recommendation> ranked)
    {
        double spread = ranked.Count == 0 ? 0 : ranked[0].Score - ranked[^1].Score;
        (string Title, IReadOnlySet<string> Traits)[] refused = [.. _refused.Distinct().Select(item => (_items.TitleOf(item), _items.TraitsOf(item)))];
        return item =>
        {
            var added = new List<Reason>();
            foreach (BoostRule boost in _boosts)
                if (_items.Fits(item.Item, boost.Expression)) added.Add(Told($"{(boost.By < 0 ? "Lowered" : "Boosted")}: {boost.Filter}.", boost.By * spread));
            if (refused.Length > 0 && refused.Select(other => (other.Title, Alike: Diversity.Jaccard(_items.TraitsOf(item.Item), other.Traits))).MaxBy(other => other.Alike) is { Alike: > 0 } nearest)
                added.Add(new Reason(ReasonKind.History, $"You did not want “{nearest.Title}”, which is like it.", -Dislike * nearest.Alike * spread, []));
            return item with { Score = item.Score + (float)added.Sum(reason => reason.Contribution ?? 0), Reasons = added };
        };
    }

    private bool May(string item) => !_barred.Contains(item) && _items.Fits(item, _may.Value);

    private static Reason Told(string text, double? contribution = null) => new(ReasonKind.Merchandising, text, contribution, []);
}
