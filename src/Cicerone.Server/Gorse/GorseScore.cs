using System.Text.Json.Serialization;
using Cicerone.Server.Live;

namespace Cicerone.Server.Gorse;

/// <summary>A place of a list.</summary>
internal record GorseScore(string Id, double Score)
{
    /// <summary>The place of an item, with as many fields as the client expects.</summary>
    public static GorseScore Of(string id, double score, LiveItem? item, HttpRequest request) =>
        GorseQuery.IsOlderClient(request) ? new GorseScore(id, score) : new GorseItemScore(id, score, item?.Told.Categories ?? [], item?.Told.Time);
}

/// <summary>The place of an item, with what newer clients expect.</summary>
internal sealed record GorseItemScore(string Id, double Score, IReadOnlyList<string> Categories, [property: JsonConverter(typeof(GorseTime))] long? Timestamp) : GorseScore(Id, Score);
