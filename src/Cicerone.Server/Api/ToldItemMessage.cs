using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>What is told of an item.</summary>
internal sealed record ToldItemMessage
{
    [Description("External id of the item."), Length(1, ExternalId.MostCharacters)]
    public required string Item { get; init; }

    [Description("Whether it is to be kept from being recommended.")]
    public bool? Hidden { get; init; }

    [Description("When it came out (RFC 3339).")]
    public DateTime? Time { get; init; }

    [Description("Its categories, which a filter asks for as `categories has \"new\"`.")]
    public IReadOnlyList<string>? Categories { get; init; }

    [Description("Text by column. Lists in a cell are separated by '|', ',' or ';'.")]
    public IReadOnlyDictionary<string, string?>? Columns { get; init; }

    [Description("Its vector, for a model that learned from vectors that were brought.")]
    public IReadOnlyList<float>? Vector { get; init; }

    public static StoredItem Read(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "item", "hidden", "time", "categories", "columns", "vector");
        return new StoredItem(fields.RequiredText("item"))
        {
            State = fields.Truth("hidden") == true ? ItemState.Hidden : ItemState.Shown,
            Time = fields.Time("time"),
            Categories = fields.Texts("categories") ?? [],
            Columns = fields.TextsByName("columns") ?? new Dictionary<string, string?>(),
            Vector = fields.Numbers("vector"),
        };
    }
}
