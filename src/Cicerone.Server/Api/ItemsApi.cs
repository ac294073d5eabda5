using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>What is known of the items.</summary>
internal static class ItemsApi
{
    private const string Example = """{ "item": "dune", "title": "Dune", "trainingEvents": 118, "columns": { "title": "Dune", "author": "Frank Herbert" } }""";

    private const int MostItems = 10_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/items", AddAsync)
            .Accepts<NewItemMessage[]>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Items")
            .Describe("addItems", "Adds items that the model was not fitted with", """{ "added": 1, "items": 301 }""",
                """[{ "item": "new-book", "columns": { "title": "A Wizard of Earthsea" } }]""")
            .WithDescription($"""
                A list of up to {MostItems:N0}, added all together or not at all. They can be recommended at once, without a new fit, where the model reads
                what is known of items (`faerec`); another model refuses them. They are forgotten when the server stops: the file of `serve --item-text` is not.
                """);
        api.MapGet("/items", Find)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Items")
            .Describe("findItems", "Items whose title or id holds a text", $"[{Example}]")
            .WithDescription("In any case; those that start with the text come first, then the more popular ones. Without a text, the most popular items.");
        api.MapGet("/items/{id}", Get)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Items")
            .Describe("getItem", "An item", Example);
    }

    private static async Task<AddReceipt> AddAsync(HttpRequest request, Recommender recommender, CancellationToken cancellation)
    {
        List<NewItem> items = await JsonBody.ReadAsync(request, Read, cancellation);
        recommender.Add(items);
        return new AddReceipt(items.Count, recommender.Catalogue.Count);
    }

    private static List<NewItem> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array) throw new CiceroneException("The body must be a list of items.");
        int count = body.GetArrayLength();
        if (count is 0 or > MostItems) throw new CiceroneException($"There are {count} items; send 1 to {MostItems} at a time.");
        var items = new List<NewItem>(count);
        foreach (JsonElement element in body.EnumerateArray())
        {
            var fields = new JsonFields(element, $"item {items.Count + 1}", "item", "columns", "vector");
            items.Add(new NewItem(ExternalId.Checked(fields.RequiredText("item"), "item"), fields.TextsByName("columns") ?? new Dictionary<string, string?>(), fields.Numbers("vector") is { } vector ? vector : null));
        }
        return items;
    }

    private static ItemMessage[] Find(ItemSearch search, Recommender recommender,
        [Description("What to look for.")] string query = "",
        [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default) =>
        [.. search.Find(query, PageLimit.Checked(limit)).Select(item => ItemMessage.Of(recommender.Catalogue, item))];

    private static ItemMessage Get([Description("External id of the item.")] string id, LiveRecommender live, Recommender recommender) =>
        ItemMessage.Of(recommender.Catalogue, live.IndexOf(id));
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

/// <summary>An item as the API gives it.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="TrainingEvents">How often the model met it in training.</param>
/// <param name="Columns">What else is known of it.</param>
internal sealed record ItemMessage(string Item, string Title, int TrainingEvents, IReadOnlyDictionary<string, string?> Columns)
{
    public static ItemMessage Of(Catalogue catalogue, int item) => new(
        catalogue.Ids[item], catalogue.Title(item), catalogue.TrainingCounts[item],
        catalogue.Items.Columns.ToDictionary(column => column, column => catalogue.Items.Column(column)[item]));
}
