using System.CommandLine;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Filters;

namespace Cicerone.Cli.Commands;

/// <summary>Which events are left out before anything else is done; filters run in the order of these options.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "Keep events from this day or moment on (UTC).", HelpName = "DATE" };
    private readonly Option<string?> _until = new("--until") { Description = "Keep events before this day or moment (UTC).", HelpName = "DATE" };
    private readonly Option<float?> _minimumValue = new("--min-value") { Description = "Keep events whose value (rating, count) is at least this.", HelpName = "NUMBER" };
    private readonly Option<string?> _deduplicate = new("--deduplicate") { Description = "Keep one event of each person and item: the first or the latest.", HelpName = "first|latest" };
    private readonly Option<int?> _last = new("--last-events") { Description = "Keep the last N events of each person.", HelpName = "N" };
    private readonly Option<int?> _perUser = new("--min-user-events") { Description = "Leave out people with fewer events, once.", HelpName = "N" };
    private readonly Option<int?> _perItem = new("--min-item-events") { Description = "Leave out items with fewer events, once.", HelpName = "N" };
    private readonly Option<int?> _core = new("--k-core") { Description = "Leave out people and items with fewer events, until everyone left has as many.", HelpName = "K" };

    public IEnumerable<Option> All => [_from, _until, _minimumValue, _deduplicate, _last, _perUser, _perItem, _core];

    /// <summary>Whether any filter was typed.</summary>
    public bool Any(Invocation call) => All.Any(call.Has);

    /// <summary>The events that pass; what was left out is told.</summary>
    /// <param name="call">What was typed.</param>
    /// <param name="log">The events.</param>
    /// <param name="items">What is known of their items.</param>
    /// <param name="keepIds">Whether people and items without events stay, because others know their indices.</param>
    public (InteractionLog Log, ItemTable Items) Apply(Invocation call, InteractionLog log, ItemTable items, bool keepIds = false)
    {
        if (!Any(call)) return (log, items);
        foreach (EventFilter filter in UsageException.Unless(() => Filters(call).ToList()))
        {
            FilterResult result = filter.Apply(log);
            log = result.Log;
            call.Terminal.Remark($"{filter.Summary}: {result.Events:N0} events left out, and with them {result.People:N0} people and {result.Items:N0} items.");
        }
        if (log.Count == 0) throw new CiceroneException("No event passes the filters; loosen them.");
        return keepIds ? (log, items) : Compaction.Of(log, items);
    }

    private IEnumerable<EventFilter> Filters(Invocation call)
    {
        if (call.Has(_from) || call.Has(_until)) yield return new TimeRange(Moment(call, _from), Moment(call, _until));
        if (call.Value(_minimumValue) is { } minimum) yield return new ValueThreshold(minimum);
        if (call.Value(_deduplicate) is { } which) yield return new Deduplication { KeepLatest = KeepsLatest(which) };
        if (call.Value(_last) is { } last) yield return new LastEvents { PerPerson = last };
        if (call.Has(_perUser) || call.Has(_perItem)) yield return new MinimumCounts { PerPerson = call.Value(_perUser) ?? 1, PerItem = call.Value(_perItem) ?? 1 };
        if (call.Value(_core) is { } core) yield return new KCore { PerPerson = core, PerItem = core };
    }

    private static bool KeepsLatest(string which) =>
        which is "first" or "latest" ? which == "latest" : throw new CiceroneException($"--deduplicate is '{which}', but must be first or latest.");

    private static DateTimeOffset? Moment(Invocation call, Option<string?> option)
    {
        if (call.Value(option) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
            ? moment
            : throw new CiceroneException($"{option.Name} is '{text}', but must be a day or a moment such as 2024-01-31 or 2024-01-31T18:00.");
    }
}
