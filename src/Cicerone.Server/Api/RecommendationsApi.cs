using System.ComponentModel;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>Recommends, and says why.</summary>
internal static class RecommendationsApi
{
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
        api.MapPost("/recommendations", OfRequestAsync)
            .Needs(Scope.Read)
            .Accepts<RecommendationMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Recommendations")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Describe("recommend", "What to recommend to a person, after a history of somebody who need not be known, or in a session", ExampleList,
                """{ "history": ["hyperion", "solaris"], "session": ["ubik"], "count": 10, "reasons": 3, "exclude": ["dune"], "filter": "title exists", "diversity": 0.2 }""")
            .WithDescription("Nothing is recorded. Ids the model does not know have no influence and are named in `unknownItems`. The filter is applied before the ranking: there are as many items as are wanted, when so many fit.");
        api.MapGet("/items/{id}/similar", Similar)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("similarItems", "What the model would recommend after one item alone", ExampleList);
        api.MapGet("/users/{id}/recommendations/{item}/reasons", WhyAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("explainToPerson", "Every reason for an item, for a person", ExampleItem);
    }

    private static Task<RecommendationList> OfPersonAsync([Description("External id of the person.")] string id, LiveRecommender live, CancellationToken cancellation,
        [Description("How many items, 1 to 1000.")] int count = LiveRequest.DefaultCount,
        [Description("How many reasons for each, 0 to 1000; smaller ones are summed up in one more.")] int reasons = LiveRequest.DefaultReasons,
        [Description("Which items may be recommended, as an expression over their columns.")] string filter = "",
        [Description("0 orders by score alone; towards 1, items that have less in common with those before them come first.")] double diversity = 0) =>
        live.RecommendAsync(new LiveRequest(new RecommendationRequest([]) { Count = count, Reasons = reasons }) { User = id, Filter = filter, Diversity = diversity }, cancellation);

    private static async Task<RecommendationList> OfRequestAsync(HttpRequest request, LiveRecommender live, CancellationToken cancellation) =>
        await live.RecommendAsync(await JsonBody.ReadAsync(request, RecommendationMessage.Read, cancellation), cancellation);

    private static RecommendationList Similar([Description("External id of the item.")] string id, LiveRecommender live,
        [Description("How many items, 1 to 1000.")] int count = LiveRequest.DefaultCount,
        [Description("How many reasons for each, 0 to 1000.")] int reasons = 0,
        [Description("Which items may be recommended, as an expression over their columns.")] string filter = "") =>
        live.Similar(id, new RecommendationRequest([]) { Count = count, Reasons = reasons }, filter);

    private static async Task<Recommendation> WhyAsync([Description("External id of the person.")] string id, [Description("External id of the item.")] string item, LiveRecommender live, CancellationToken cancellation) =>
        await live.ExplainAsync(id, item, cancellation);
}
