using System.ComponentModel;
using System.Text.Json.Nodes;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Tour;

namespace Cicerone.Server.Api;

/// <summary>The stops of the tour.</summary>
internal static class TourApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tour", Get)
            .WithTags("Tour")
            .Describe("getTour", "The ten stops of A Reader in the Bookshop, and which of them are built",
                """[{ "number": 1, "method": "FLAME", "name": "flame", "sees": "the next books, learned from the order of what was read", "built": true, "shown": false }]""");
        api.MapGet($"/tour/{SeasonDial.Stop}", TurnAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Tour")
            .Describe("turnSeason", "What the stop of JKGE_ss shows when the seasons of a bookshop move, or other books sell",
                """
                { "method": "JKGE_ss", "sees": "the season turns", "months": 4, "books": true, "break": "2026-01-01T00:00:00Z",
                  "before": { "jkgeSs": 0.3, "level": 0.01, "variability": 0.4, "timing": 0.5, "ceiling": 0.2 }, "after": { "jkgeSs": 0.1, "level": 0.05, "variability": 0.5, "timing": 0.9, "ceiling": 0.2 },
                  "genres": [{ "genre": "Mystery", "observed": [0.2], "forecast": [0.2] }], "hits": [{ "start": "2025-10-08T00:00:00Z", "model": 0.5, "recentPopularity": 0.2 }],
                  "alarms": [{ "watches": "hits", "firedAt": "2026-02-04T00:00:00Z", "falseAlarms": 0.025, "inTwin": false }],
                  "retrained": { "at": "2026-04-01T00:00:00Z", "promoted": true, "judged": { "against": "run", "people": 600, "new": 0.3, "inService": 0.2, "low": 0.08, "high": 0.12, "isWorse": false } } }
                """);
        api.MapGet($"/tour/{ForgetExhibit.Stop}", ShowForgotten)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Tour")
            .Describe("getForgotten", "What the stop of CURE shows: readers were forgotten in a copy of its run; the receipt, with the circuits, and a neighbour's list from before and after",
                """
                { "method": "CURE", "sees": "forget me", "reader": "ada", "neighbour": "reader-7", "lists": [{ "told": "Before", "items": [] }, { "told": "After", "items": [] }],
                  "receipt": { "people": 30, "how": "Unlearned by circuits", "checks": [{ "what": "how far from chance an attack is", "figure": 0.01, "limit": 0.05, "holds": true }], "circuits": { "noise": 0.1, "parts": [], "edges": [] } } }
                """);
        api.MapGet("/tour/{name}", ShowAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Tour")
            .Describe("getTourStop", "What one stop shows to a reader",
                """{ "method": "FLAME", "sees": "the next books, learned from the order of what was read", "user": "ada", "history": ["Hyperion"], "lists": [{ "told": "After these books, in the order they were read", "items": [] }], "credibility": [0.9] }""");
        api.MapGet("/tour/{name}/sources/{id}", Source)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Tour")
            .Describe("getTourSource", "A review that a stop quotes, or what is known of an item that a path goes over, and where in it the quoted words stand",
                """{ "kind": "review", "item": "book-7", "title": "Hyperion", "text": "The plot is gripping. Flimsy cover.", "start": 0, "length": 20 }""");
    }

    private static TourSource Source([Description("Name of the stop.")] string name, [Description("Id of the evidence: of a review, or of an item.")] string id, TourGuide guide) => guide.Source(name, id);

    private static async Task<TourExhibit> ShowAsync([Description("Name of the stop.")] string name, TourGuide guide, LiveRecommender live, CancellationToken cancellation,
        [Description("External id of the reader; Ada when it is left out.")] string? user = null) => await guide.ShowAsync(name, user, live, cancellation);

    private static async Task<SeasonExhibit> TurnAsync(SeasonDial dial, CancellationToken cancellation,
        [Description("By how many months the seasons come later after a year, 0 to 6.")] int months = SeasonDial.FirstMonths,
        [Description("Whether other books sell then, too.")] bool books = true) => await dial.ShowAsync(months, books, cancellation);

    private static ForgottenMessage ShowForgotten(TourGuide guide)
    {
        ForgetExhibit exhibit = guide.ShowForgotten();
        return new ForgottenMessage(exhibit.Method, exhibit.Sees, exhibit.Reader, exhibit.Neighbour, exhibit.Lists, exhibit.Receipt.ToJson());
    }

    private static TourMessage[] Get(AlgorithmTable algorithms, TourGuide guide) =>
        [.. TourStops.All.Select(stop => new TourMessage(stop.Number, stop.Method, stop.Name, stop.Sees, TourStops.IsBuilt(stop, algorithms), guide.Shows(stop)))];
}

/// <summary>A stop as the API gives it.</summary>
internal sealed record TourMessage(int Number, string Method, string Name, string Sees, bool Built, bool Shown);

/// <summary>What the stop of CURE shows.</summary>
internal sealed record ForgottenMessage(string Method, string Sees, string Reader, string Neighbour, IReadOnlyList<TourList> Lists, JsonObject Receipt);
