using System.ComponentModel;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>Recommends, and says why.</summary>
internal static class RecommendationsApi
{
    private const string ExampleItem = """
        { "item": "dune", "title": "Dune", "score": 0.75, "reasons": [
          { "kind": "history", "text": "You chose “Hyperion”.", "contribution": 0.75, "evidence": [{ "kind": "item", "id": "hyperion", "title": "Hyperion" }] }] }
        """;

    private const string ExampleSimilar = $$"""{ "source": "ease", "items": [{{ExampleItem}}], "unknownItems": [] }""";

    private const string ExampleList = """
        { "request": "0193f0a2c1", "source": "ease", "model": "run", "experiment": null, "arm": null, "items": [
          { "item": "dune", "title": "Dune", "score": 0.75, "source": "ease", "propensity": 1, "reasons": [
            { "kind": "history", "text": "You chose “Hyperion”.", "contribution": 0.75, "evidence": [{ "kind": "item", "id": "hyperion", "title": "Hyperion" }] }] }], "unknownItems": [] }
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users/{id}/recommendations", OfPersonAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("recommendToPerson", "What to recommend to a person, from all they did up to now", ExampleList)
            .WithDescription("What the person chose before is not recommended again. `source` is the model's algorithm, or \"popularity\" where the model knows no item of the history. Contributions of an item's reasons add up to its score. Each item names where it came from: the algorithm, `boost`, `pin` or `exploration`. The list is written down in the exposure log.");
        api.MapPost("/recommendations", OfRequestAsync)
            .Needs(Scope.Read)
            .Accepts<RecommendationMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Recommendations")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Describe("recommend", "What to recommend to a person, after a history of somebody who need not be known, or in a session", ExampleList,
                """{ "history": ["hyperion", "solaris"], "session": ["ubik"], "count": 10, "reasons": 3, "exclude": ["dune"], "filter": "title exists", "diversity": 0.2, "context": { "device": "mobile" } }""")
            .WithDescription("Nothing is recorded but the answer. Ids the model does not know have no influence and are named in `unknownItems`. The filter is applied before the ranking: there are as many items as are wanted, when so many fit.");
        api.MapGet("/items/{id}/similar", SimilarAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("similarItems", "What the model would recommend after one item alone", ExampleSimilar);
        api.MapGet("/users/{id}/recommendations/{item}/reasons", WhyAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Recommendations")
            .Describe("explainToPerson", "Every reason for an item, for a person", ExampleItem);
    }

    private static Task<AnsweredList> OfPersonAsync([Description("External id of the person.")] string id, Storefront store, CancellationToken cancellation,
        [Description("How many items, 1 to 1000.")] int count = LiveRequest.DefaultCount,
        [Description("How many reasons for each, 0 to 1000; smaller ones are summed up in one more.")] int reasons = LiveRequest.DefaultReasons,
        [Description("Which items may be recommended, as an expression over their columns.")] string filter = "",
        [Description("0 orders by score alone; towards 1, items that have less in common with those before them come first.")] double diversity = 0,
        [Description("Actions that the slot is for, each with its worth: click:1,purchase:2.5. The model must tell actions apart.")] string action = "") =>
        store.AnswerAsync(new LiveRequest(new RecommendationRequest([]) { Count = count, Reasons = reasons, Actions = WantedAction.ListOf(action) }) { User = id, Filter = filter, Diversity = diversity }, cancellation);

    private static async Task<AnsweredList> OfRequestAsync(HttpRequest request, Storefront store, CancellationToken cancellation) =>
        await store.AnswerAsync(await JsonBody.ReadAsync(request, RecommendationMessage.Read, cancellation), cancellation);

    private static Task<RecommendationList> SimilarAsync([Description("External id of the item.")] string id, LiveRecommender live, CancellationToken cancellation,
        [Description("How many items, 1 to 1000.")] int count = LiveRequest.DefaultCount,
        [Description("How many reasons for each, 0 to 1000.")] int reasons = 0,
        [Description("Which items may be recommended, as an expression over their columns.")] string filter = "") =>
        live.SimilarAsync(id, new RecommendationRequest([]) { Count = count, Reasons = reasons }, filter, cancellation);

    private static async Task<Recommendation> WhyAsync([Description("External id of the person.")] string id, [Description("External id of the item.")] string item, LiveRecommender live, CancellationToken cancellation) =>
        await live.ExplainAsync(id, item, cancellation);
}
