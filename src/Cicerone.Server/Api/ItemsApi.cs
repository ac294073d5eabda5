using System.ComponentModel;
using Cicerone.Data;
using Cicerone.Server.Live;

namespace Cicerone.Server.Api;

/// <summary>What is known of the items.</summary>
internal static class ItemsApi
{
    private const string Example = """{ "item": "dune", "title": "Dune", "trainingEvents": 118, "columns": { "title": "Dune", "author": "Frank Herbert" } }""";

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
    }

    private static ItemMessage[] Find(ItemSearch search, Catalogue catalogue,
        [Description("What to look for.")] string query = "",
        [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default) =>
        [.. search.Find(query, PageLimit.Checked(limit)).Select(item => ItemMessage.Of(catalogue, item))];

    private static ItemMessage Get([Description("External id of the item.")] string id, LiveRecommender live, Catalogue catalogue) =>
        ItemMessage.Of(catalogue, live.IndexOf(id));
}

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
