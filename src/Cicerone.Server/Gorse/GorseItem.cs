using System.Text.Json;
using System.Text.Json.Serialization;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>An item as Gorse has one.</summary>
internal sealed record GorseItem
{
    public string ItemId { get; init; } = "";

    public bool? IsHidden { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    [JsonConverter(typeof(GorseTime))] public long? Timestamp { get; init; }

    public JsonElement? Labels { get; init; }

    public string? Comment { get; init; }

    public static GorseItem Of(LiveItem item) => new()
    {
        ItemId = item.Id,
        IsHidden = item.Told.State == ItemState.Hidden,
        Categories = item.Told.Categories,
        Timestamp = item.Told.Time,
        Labels = GorseJson.ElementOf(item.Told.Labels),
        Comment = item.Told.Comment,
    };

    /// <summary>The item with this in the place of what was told before; its columns stay.</summary>
    public StoredItem Over(StoredItem? before) => new(ItemId)
    {
        State = IsHidden == true ? ItemState.Hidden : ItemState.Shown,
        Categories = Categories ?? [],
        Time = Timestamp,
        Labels = GorseJson.TextOf(Labels),
        Comment = Comment ?? "",
        Columns = before?.Columns ?? new Dictionary<string, string?>(),
    };

    /// <summary>The item with those fields changed that are given.</summary>
    public StoredItem Change(StoredItem item) => item with
    {
        State = IsHidden switch { true => ItemState.Hidden, false => ItemState.Shown, null => item.State },
        Categories = Categories ?? item.Categories,
        Time = Timestamp ?? item.Time,
        Labels = GorseJson.TextOf(Labels) ?? item.Labels,
        Comment = Comment ?? item.Comment,
    };
}
