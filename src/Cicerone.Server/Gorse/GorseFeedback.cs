using System.Text.Json;
using System.Text.Json.Serialization;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>What a person did to an item, as Gorse has it.</summary>
internal sealed record GorseFeedback
{
    /// <summary>How events without an action are called.</summary>
    public const string Untold = "event";

    public string FeedbackType { get; init; } = "";

    public string UserId { get; init; } = "";

    public string ItemId { get; init; } = "";

    public double? Value { get; init; }

    [JsonConverter(typeof(GorseTime))] public long? Timestamp { get; init; }

    [JsonConverter(typeof(GorseTime))] public long? Updated { get; init; }

    public JsonElement? Labels { get; init; }

    public string? Comment { get; init; }

    public static GorseFeedback Of(StoredFeedback feedback)
    {
        JsonElement? details = GorseJson.ElementOf(feedback.Details);
        return new GorseFeedback
        {
            FeedbackType = feedback.Action ?? Untold,
            UserId = feedback.User,
            ItemId = feedback.Item,
            Value = feedback.Value,
            Timestamp = feedback.First,
            Updated = feedback.Last,
            Labels = Part(details, nameof(Labels)),
            Comment = Part(details, nameof(Comment)) is { ValueKind: JsonValueKind.String } comment ? comment.GetString() : "",
        };
    }

    /// <summary>The event that records it.</summary>
    /// <param name="now">Its time in Unix milliseconds, where none is given.</param>
    /// <exception cref="CiceroneException">A part cannot be stored.</exception>
    public StoredEvent ToEvent(long now) => new(UserId, ItemId)
    {
        Action = FeedbackType,
        Time = Timestamp ?? now,
        Value = (float?)Value,
        Details = Labels is null && Comment is null ? null : JsonSerializer.Serialize(new { Labels, Comment }),
    };

    private static JsonElement? Part(JsonElement? details, string name) =>
        details is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out JsonElement part) && part.ValueKind != JsonValueKind.Null ? part : null;
}
