using System.Globalization;
using Cicerone.Server.Live.Filters;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// The circumstances of a request: what it told of, and where it did not tell them, the <c>date</c> (2026-11-24), the
/// <c>weekday</c> (monday) and the <c>hour</c> (0 to 23) of its time, in UTC.
/// </summary>
internal sealed class RequestContext
{
    private const int MostEntries = 64;
    private readonly Dictionary<string, string?> _cells;

    /// <summary>The circumstances of a request.</summary>
    /// <param name="told">What it told of.</param>
    /// <param name="time">When it came.</param>
    public RequestContext(IReadOnlyDictionary<string, string?> told, DateTimeOffset time) => _cells = new Dictionary<string, string?>(told, StringComparer.OrdinalIgnoreCase)
    {
        // the keys that were told stand before those of the clock
        ["date"] = told.GetValueOrDefault("date") ?? time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["weekday"] = told.GetValueOrDefault("weekday") ?? time.UtcDateTime.DayOfWeek.ToString().ToLowerInvariant(),
        ["hour"] = told.GetValueOrDefault("hour") ?? time.UtcDateTime.Hour.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What a condition reads.</summary>
    public ItemCells Cells => new(key => _cells.GetValueOrDefault(key), key => LiveItems.EntriesOf(_cells.GetValueOrDefault(key)));

    /// <summary>What a request told of, when it may be kept.</summary>
    /// <exception cref="CiceroneException">There is too much of it, or something that cannot be stored.</exception>
    public static IReadOnlyDictionary<string, string?> Checked(IReadOnlyDictionary<string, string?> told)
    {
        if (told.Count > MostEntries) throw new CiceroneException($"The context has {told.Count} entries, but may have {MostEntries}.");
        foreach ((string key, string? value) in told)
        {
            ExternalId.Checked(key, "name of an entry of the context");
            if (value is { Length: > 0 }) ExternalId.Checked(value, $"entry '{key}' of the context");
        }
        return told;
    }
}
