using System.ComponentModel;
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
        api.MapGet("/tour/{name}", ShowAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Tour")
            .Describe("getTourStop", "What one stop shows to a reader",
                """{ "method": "FLAME", "sees": "the next books, learned from the order of what was read", "user": "ada", "history": ["Hyperion"], "lists": [{ "told": "After these books, in the order they were read", "items": [] }] }""");
    }

    private static async Task<TourExhibit> ShowAsync([Description("Name of the stop.")] string name, TourGuide guide, LiveRecommender live, CancellationToken cancellation,
        [Description("External id of the reader; Ada when it is left out.")] string? user = null) => await guide.ShowAsync(name, user, live, cancellation);

    private static TourMessage[] Get(AlgorithmTable algorithms, TourGuide guide) =>
        [.. TourStops.All.Select(stop => new TourMessage(stop.Number, stop.Method, stop.Name, stop.Sees, TourStops.IsBuilt(stop, algorithms), guide.Shows(stop)))];
}

/// <summary>A stop as the API gives it.</summary>
internal sealed record TourMessage(int Number, string Method, string Name, string Sees, bool Built, bool Shown);
