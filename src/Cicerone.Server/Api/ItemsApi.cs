using System.ComponentModel;
using Cicerone.Data;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>What is known of the items, and what is told of them.</summary>
internal static class ItemsApi
{
    private const int MostItems = 10_000;
    private const string Example = """{ "item": "dune", "title": "Dune", "trainingEvents": 118, "hidden": false, "time": "1965-08-01T00:00:00Z", "categories": ["classic"], "columns": { "title": "Dune", "author": "Frank Herbert" } }""";
    private const string ToldExample = """{ "item": "children-of-time", "time": "2015-06-04T00:00:00Z", "categories": ["new"], "columns": { "title": "Children of Time", "author": "Adrian Tchaikovsky" } }""";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/items", Find)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Items")
            .Describe("findItems", "Items whose title or id holds a text", $"[{Example}]")
            .WithDescription("In any case; those that start with the text come first, then the more popular ones. Without a text, the most popular items.");
        api.MapGet("/items/{id}", Get)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Items")
            .Describe("getItem", "An item", Example);
        api.MapPut("/items", PutAsync)
            .Accepts<ToldItemMessage[]>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Items")
            .Describe("putItems", "Tells of items, known to the model or not", """{ "stored": 1, "recommendable": 1 }""", $"[{ToldExample}]")
            .WithDescription($"A list of up to {MostItems:N0}, stored all together or not at all. What is told stands in the place of what was told of the same item before; its columns stand before those that the model's catalogue has. A hidden item is not recommended. An item the model has never met joins it at once, and after every start, where the model makes vectors of what is known of items (as `faerec` does); else it can be recommended when a model that knows it is in service. `recommendable` says of how many of those that were sent the model in service knows.");
        api.MapDelete("/items/{id}", DeleteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Items")
            .Describe("deleteItem", "Deletes an item with all that was done to it", """{ "item": "dune", "events": 204 }""")
            .WithDescription("It is as if it were not there, though the model may know it. Told of again, it is back, without its events.");
    }

    private static ItemMessage[] Find(ItemSearch search,
        [Description("What to look for.")] string query = "",
        [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default) =>
        [.. search.Find(query, PageLimit.Checked(limit)).Select(ItemMessage.Of)];

    private static ItemMessage Get([Description("External id of the item.")] string id, LiveItems items) => ItemMessage.Of(items.Existing(id));

    private static async Task<StoredMessage> PutAsync(HttpRequest request, LiveItems items, ModelInService model, CancellationToken cancellation)
    {
        IReadOnlyList<StoredItem> told = await JsonBody.ReadAsync(request, body => JsonBody.List(body, "item", MostItems, ToldItemMessage.Read), cancellation);
        await items.PutAsync(told, cancellation);
        Vocabulary known = model.Current.Recommender.Catalogue.Ids;
        return new StoredMessage(told.Count, told.Count(item => known.TryIndex(item.Id, out _)));
    }

    private static async Task<DeletedItem> DeleteAsync([Description("External id of the item.")] string id, LiveItems items, CancellationToken cancellation) =>
        new(id, await items.DeleteAsync(items.Existing(id).Id, cancellation) ?? 0);
}

/// <summary>How many items were stored, and of how many the model in service knows.</summary>
internal sealed record StoredMessage(int Stored, int Recommendable);

/// <summary>An item that was deleted, and how many events with it.</summary>
internal sealed record DeletedItem(string Item, int Events);
