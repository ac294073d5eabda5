using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>Adds items that the model was not fitted with.</summary>
internal static class NewItemsApi
{
    private const int MostItems = 10_000;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/items", AddAsync)
        .Accepts<NewItemMessage[]>("application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .WithTags("Items")
        .Describe("addItems", "Adds items that the model was not fitted with", """{ "added": 1, "items": 301 }""",
            """[{ "item": "new-book", "columns": { "title": "A Wizard of Earthsea" } }]""")
        .WithDescription($"""
            A list of up to {MostItems:N0}, added all together or not at all. They can be recommended at once, without a new fit, where the model reads
            what is known of items (`faerec`); another model refuses them. They are forgotten when the server stops or exchanges models: the file of `serve --item-text` is not.
            """);

    private static async Task<AddReceipt> AddAsync(HttpRequest request, ModelInService model, CancellationToken cancellation)
    {
        IReadOnlyList<NewItem> items = await JsonBody.ReadAsync(request, Read, cancellation);
        return new AddReceipt(items.Count, model.Add(items).Catalogue.Count);
    }

    private static IReadOnlyList<NewItem> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array) throw new CiceroneException("The body must be a list of items.");
        if (body.GetArrayLength() == 0) throw new CiceroneException($"There are 0 items; send 1 to {MostItems} at a time.");
        return JsonBody.List(body, "item", MostItems, ReadOne);
    }

    private static NewItem ReadOne(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "item", "columns", "vector");
        return new NewItem(ExternalId.Checked(fields.RequiredText("item"), "item"), fields.TextsByName("columns") ?? new Dictionary<string, string?>(), fields.Numbers("vector") is { } vector ? vector : null);
    }
}

/// <summary>An item that is to be added.</summary>
internal sealed record NewItemMessage
{
    [Description("External id of the item; not one that is known."), Length(1, ExternalId.MostCharacters)]
    public required string Item { get; init; }

    [Description("What is known of it, by the names of the catalogue's columns.")]
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    [Description("Its vector, for a model that learned from vectors that were brought.")]
    public IReadOnlyList<float>? Vector { get; init; }
}

/// <summary>What became of items that were sent.</summary>
/// <param name="Added">How many were added.</param>
/// <param name="Items">How many the catalogue has now.</param>
internal sealed record AddReceipt(int Added, int Items);
