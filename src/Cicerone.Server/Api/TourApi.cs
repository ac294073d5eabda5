using Cicerone.Models;
using Cicerone.Server.Tour;

namespace Cicerone.Server.Api;

/// <summary>The stops of the tour.</summary>
internal static class TourApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/tour", Get)
        .WithTags("Tour")
        .Describe("getTour", "The ten stops of A Reader in the Bookshop, and which of them are built",
            """[{ "number": 1, "method": "FLAME", "name": "flame", "sees": "the next books, learned from the order of what was read", "built": false }]""");

    private static TourMessage[] Get(AlgorithmTable algorithms) =>
        [.. TourStops.All.Select(stop => new TourMessage(stop.Number, stop.Method, stop.Name, stop.Sees, TourStops.IsBuilt(stop, algorithms)))];
}

/// <summary>A stop as the API gives it.</summary>
internal sealed record TourMessage(int Number, string Method, string Name, string Sees, bool Built);
