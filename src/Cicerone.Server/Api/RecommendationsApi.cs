using System.ComponentModel;
using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Live;

namespace Cicerone.Server.Api;

/// <summary>Recommends, and says why.</summary>
internal static class RecommendationsApi
{
    private const int DefaultCount = 10, DefaultReasons = 3;

    private const string ExampleItem = """
        { "item": "dune", "title": "Dune", "score": 0.75, "reasons": [
          { "kind": "history", "text": "You chose “Hyperion”.", "contribution": 0.75, "evidence": [{ "kind": "item", "id": "hyperion", "title": "Hyperion" }] }] }
        """;

    private const string ExampleList = $$"""{ "source": "ease", "items": [{{ExampleItem}}], "unknownItems": [] }""";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users/{id}/recommendations", OfPersonAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("recommendToPerson", "What to recommend to a person, from all they did up to now", ExampleList)
            .WithDescription("What the person chose before is not recommended again. `source` is the model's algorithm, or \"popularity\" where the model knows no item of the history. Contributions of an item's reasons add up to its score.");
        api.MapPost("/recommendations", OfHistoryAsync)
            .Accepts<RecommendationRequest>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Recommendations")
            .Describe("recommendToHistory", "What to recommend after a history, of somebody who need not be known", ExampleList,
                """{ "history": ["hyperion", "solaris"], "count": 10, "reasons": 3, "exclude": [] }""")
            .WithDescription("Nothing is recorded. Ids the model does not know have no influence and are named in `unknownItems`.");
        api.MapGet("/users/{id}/recommendations/{item}/reasons", WhyAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("explainToPerson", "Every reason for an item, for a person", ExampleItem);
    }

    private static async Task<RecommendationList> OfPersonAsync([Description("External id of the person.")] string id, LiveRecommender live, CancellationToken cancellation,
        [Description("How many items, 1 to 1000.")] int count = DefaultCount,
        [Description("How many reasons for each, 0 to 1000; smaller ones are summed up in one more.")] int reasons = DefaultReasons) =>
        await live.RecommendAsync(id, count, reasons, cancellation);

    private static async Task<RecommendationList> OfHistoryAsync(HttpRequest request, Recommender recommender, CancellationToken cancellation) =>
        recommender.Recommend(await JsonBody.ReadAsync(request, Read, cancellation));

    private static async Task<Recommendation> WhyAsync([Description("External id of the person.")] string id, [Description("External id of the item.")] string item, LiveRecommender live, CancellationToken cancellation) =>
        await live.ExplainAsync(id, item, cancellation);

    private static RecommendationRequest Read(JsonElement body)
    {
        var fields = new JsonFields(body, "the request", "history", "count", "reasons", "exclude");
        IReadOnlyList<string> history = fields.Texts("history") ?? throw new CiceroneException("The field 'history' of the request is missing; it may be an empty list.");
        return new RecommendationRequest(history)
        {
            Count = fields.Whole("count") ?? DefaultCount,
            Reasons = fields.Whole("reasons") ?? DefaultReasons,
            Exclude = fields.Texts("exclude") ?? [],
        };
    }
}
