using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>An item as the API gives it.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="TrainingEvents">How often the model met it in training; 0 for one that came later.</param>
/// <param name="Hidden">Whether it is kept from being recommended.</param>
/// <param name="Time">When it came out; null when that was not told.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Columns">What else is known of it.</param>
internal sealed record ItemMessage(string Item, string Title, int TrainingEvents, bool Hidden, DateTime? Time, IReadOnlyList<string> Categories, IReadOnlyDictionary<string, string?> Columns)
{
    public static ItemMessage Of(LiveItem item) => new(item.Id, item.Title, item.TrainingEvents, item.Told.State == ItemState.Hidden,
        item.Told.Time is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime : null, item.Told.Categories, item.Columns);
}
